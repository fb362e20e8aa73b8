#!/bin/sh
# Uploads the console to a bucket with the AWS CLI: hosts/s3/upload.sh BUCKET, or BUCKET/PATH. Files
# of earlier versions are kept for pages that are still open; delete them when you like. CloudFront
# compresses by itself, so the .br and .gz files are not uploaded.
set -eu
bucket=${1:?say which bucket: upload.sh BUCKET}
cd "$(dirname "$0")/../../public"

put() {
    aws s3 cp "$1" "s3://$bucket/$1" --content-type "$2" --cache-control "$3"
}

{{files}}
