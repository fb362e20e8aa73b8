//! Times as people of a language write them.

use super::object;
use agent_ops::timestamp::Timestamp;
use js_sys::{Array, Date, Function, Intl};
use wasm_bindgen::{JsCast, JsValue};

/// `time` in this computer's time zone, to the second, as `language` writes it.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of this era are exact in a double")]
pub(crate) fn local_time(time: Timestamp, language: &str) -> String {
    let options = object(&[("dateStyle", "medium"), ("timeStyle", "long")]);
    let locales = Array::of1(&JsValue::from_str(language));
    let format: Function = Intl::DateTimeFormat::new(&locales, &options).format();
    let date = Date::new(&JsValue::from_f64(time.as_millis() as f64));
    format
        .call1(&JsValue::UNDEFINED, date.unchecked_ref())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| time.utc_text())
}
