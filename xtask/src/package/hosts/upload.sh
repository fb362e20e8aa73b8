#!/bin/sh
# Uploads the console to a bucket, with the AWS command line: hosts/s3/upload.sh BUCKET, or BUCKET/PATH.
# Files of earlier versions stay, for pages that are open meanwhile; remove them when you like.
# CloudFront compresses what it sends, so the .br and .gz files stay here.
set -eu
bucket=${1:?say which bucket: upload.sh BUCKET}
cd "$(dirname "$0")/../../public"

put() {
    aws s3 cp "$1" "s3://$bucket/$1" --content-type "$2" --cache-control "$3"
}

{{files}}
