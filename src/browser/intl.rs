//! Times as people of a language write them.

use super::object;
use console_core::timestamp::Timestamp;
use js_sys::{Array, Date, Function, Intl};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// What writes times in the language used last. Making it takes far longer than using it.
    static FORMAT: RefCell<Option<(&'static str, Function)>> = const { RefCell::new(None) };
}

/// `time` in this computer's time zone, to the second, as `language` writes it.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of this era are exact in a double")]
pub(crate) fn local_time(time: Timestamp, language: &'static str) -> String {
    let date = Date::new(&JsValue::from_f64(time.as_millis() as f64));
    format_of(language)
        .call1(&JsValue::UNDEFINED, date.unchecked_ref())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| time.utc_text())
}

fn format_of(language: &'static str) -> Function {
    FORMAT.with_borrow_mut(|kept| match kept {
        Some((tag, format)) if *tag == language => format.clone(),
        _ => {
            let options = object(&[("dateStyle", "medium"), ("timeStyle", "long")]);
            let locales = Array::of1(&JsValue::from_str(language));
            let format: Function = Intl::DateTimeFormat::new(&locales, &options).format();
            kept.insert((language, format)).1.clone()
        }
    })
}
