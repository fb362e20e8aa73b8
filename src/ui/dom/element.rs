//! One element.

use super::boxed::Words;
use super::effect::render_effect;
use super::written::Written;
use crate::browser::listen::{Hear, listen};
use leptos::tachys::renderer::Rndr;
use std::borrow::Cow;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, MouseEvent, Node};

/// An element that is being built, or a fragment of several.
#[derive(Clone, Debug)]
pub(crate) struct El(HtmlElement);

/// A new element, as a selector of CSS describes it: `div.table__body[role=rowgroup]`.
///
/// One call with one text for what is fixed of an element takes a third of the code that a call for each
/// attribute does. A value stands as it is between `=` and `]`.
pub(crate) fn el(selector: &str) -> El {
    let mut parts = selector.split('[');
    let named = parts.next().unwrap_or_default();
    let (tag, classes) = named.split_once('.').unwrap_or((named, ""));
    let mut element = El(Rndr::create_element(tag, None).unchecked_into());
    if !classes.is_empty() {
        element = element.class(&classes.replace('.', " "));
    }
    for attribute in parts {
        let attribute = attribute.trim_end_matches(']');
        let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        element = element.attr(name, value);
    }
    element
}

/// Several elements in a row, where one is expected. It takes children, and nothing else.
pub(crate) fn fragment() -> El {
    let template: web_sys::HtmlTemplateElement =
        Rndr::create_element("template", None).unchecked_into();
    El(template.content().unchecked_into())
}

impl El {
    /// An element that somebody else has made.
    pub(crate) fn of(node: HtmlElement) -> Self {
        Self(node)
    }

    /// The element itself.
    pub(crate) fn node(&self) -> &HtmlElement {
        &self.0
    }

    /// The element itself, as what it is known to be.
    pub(crate) fn as_node<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    /// Sets an attribute.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        Rndr::set_attribute(&self.0, name, value);
        self
    }

    /// Sets an attribute to what `value` gives, and keeps it so.
    pub(crate) fn attr_with<V: Into<Cow<'static, str>>>(
        self,
        name: &'static str,
        value: impl Fn() -> V + 'static,
    ) -> Self {
        self.bind_attr(name, Box::new(move || value().into()))
    }

    fn bind_attr(self, name: &'static str, value: Box<dyn Words>) -> Self {
        let mut attribute = Written::attribute(&self, name);
        render_effect(move || {
            attribute.write(&value.words());
        });
        self
    }

    /// Sets the class.
    pub(crate) fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Appends text.
    pub(crate) fn text(self, text: &str) -> Self {
        self.append(&Rndr::create_text_node(text));
        self
    }

    /// Appends text that `text` gives, and keeps it so.
    pub(crate) fn text_with<V: Into<Cow<'static, str>>>(
        self,
        text: impl Fn() -> V + 'static,
    ) -> Self {
        self.bind_text(Box::new(move || text().into()))
    }

    fn bind_text(self, text: Box<dyn Words>) -> Self {
        let mut written = Written::text(&self);
        render_effect(move || {
            written.write(&text.words());
        });
        self
    }

    /// Appends an element.
    pub(crate) fn child(self, child: El) -> Self {
        self.append(&child.0);
        self
    }

    /// Appends an element, where there is one.
    pub(crate) fn maybe(self, child: Option<El>) -> Self {
        if let Some(child) = child {
            self.append(&child.0);
        }
        self
    }

    /// Appends elements.
    pub(crate) fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Calls `heard` with every `event`.
    pub(crate) fn on(self, event: &'static str, heard: impl FnMut(&Event) + 'static) -> Self {
        self.listen(event, Box::new(heard))
    }

    /// Calls `clicked` at every click that is not on something that `but` selects.
    pub(crate) fn on_click_but(
        self,
        but: &'static str,
        mut clicked: impl FnMut() + 'static,
    ) -> Self {
        self.on("click", move |event| {
            let target = target_of(event);
            if !target.is_some_and(|target| matches!(target.0.closest(but), Ok(Some(_)))) {
                clicked();
            }
        })
    }

    /// Calls `clicked` at a plain click, which goes no further. A click for a new tab or window is left to
    /// the browser.
    pub(crate) fn on_plain_click(self, mut clicked: impl FnMut() + 'static) -> Self {
        self.on("click", move |event| {
            let event: &MouseEvent = event.unchecked_ref();
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                event.stop_propagation();
                clicked();
            }
        })
    }

    /// Takes an attribute away.
    pub(crate) fn forget(&self, name: &str) {
        Rndr::remove_attribute(&self.0, name);
    }

    /// Sets a property of the style, through the CSSOM, which the page's policy allows; a style attribute
    /// it does not.
    pub(crate) fn set_style(&self, name: &str, value: &str) {
        let _ = self.0.style().set_property(name, value);
    }

    /// Takes everything out of the element.
    pub(crate) fn clear(&self) {
        self.0.set_text_content(None);
    }

    /// Puts the focus here, now.
    pub(crate) fn focus(&self) {
        let _ = self.0.focus();
    }

    fn listen(self, event: &'static str, heard: Box<dyn Hear>) -> Self {
        listen(&self.0, event, heard);
        self
    }

    pub(super) fn append(&self, child: &Node) {
        let _ = self.0.append_child(child);
    }
}

fn target_of(event: &Event) -> Option<El> {
    Some(El(event.target()?.dyn_into().ok()?))
}
