//! One form for texts that look alike.

use js_sys::JsString;

/// `text` in Unicode's composed form (NFC), as names are compared: the same syllables may come as letters or
/// as a whole. macOS takes names of files apart, and so does what is copied from there.
pub(crate) fn nfc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    JsString::from(text).normalize("NFC").into()
}
