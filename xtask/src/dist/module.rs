//! What the WebAssembly module holds for nobody, taken out before wasm-opt sees it.
//!
//! wasm-bindgen exports whatever any crate marks for export, and names each import by what it is and a hash of
//! sixteen digits, in the module and in its glue. wasm-opt keeps all of that, as it cannot know who calls.

use anyhow::{Context, Result, ensure};
use std::collections::{HashMap, HashSet};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ExportSection, Function, ImportSection, Instruction, Module, RawSection,
};
use wasmparser::{
    BinaryReader, CodeSectionReader, ExternalKind, KnownCustom, Name, Operator, Parser, Payload,
    TypeRef,
};

/// Classes of the crate wasm-streams, which Leptos' server functions bring along. A console without a server of
/// its own makes none of them.
const UNUSED_CLASSES: [&str; 3] =
    ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// Functions that only those classes call, through tables that wasm-opt cannot see through.
const UNUSED_FUNCTIONS: [&str; 2] = ["wasm_streams::", "js_sys::futures::future_to_promise"];

/// A module and its glue.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) module: Vec<u8>,
    pub(crate) glue: String,
}

impl Pair {
    /// Takes out what nobody uses, and gives imports short names in both.
    ///
    /// # Errors
    ///
    /// Where module and glue do not belong together, or are not what this wasm-bindgen makes.
    pub(crate) fn slim(self) -> Result<Self> {
        let parsed = Parsed::read(&self.module)?;
        let mut glue = self.glue;
        for class in UNUSED_CLASSES {
            glue =
                replace_once(&glue, &format!("export class {class} "), &format!("class {class} "))?;
        }
        // Only then may an optimiser drop the registry of a class that is not used.
        glue =
            glue.replace("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry(");
        for (number, (module, name)) in parsed.imports.iter().enumerate() {
            glue = replace_once(
                &glue,
                &format!("\n        {name}: "),
                &format!("\n        {}: ", short(number)),
            )?;
            if number == 0 {
                glue = replace_once(&glue, &format!("\"{module}\": "), "a: ")?;
            }
            let first = parsed.imports.first().map(|(module, _)| module);
            ensure!(first == Some(module), "imports come from more than one module");
        }
        for (number, export) in parsed.exports.iter().enumerate() {
            // A function of the glue is named after the export that it calls.
            glue = glue.replace(export, &short_export(number));
        }
        Ok(Self { module: parsed.write(&self.module)?, glue })
    }
}

/// What has to be known of a module before it is written anew.
struct Parsed<'a> {
    imports: Vec<(&'a str, &'a str)>,
    /// The exports with a hash in their name.
    exports: Vec<&'a str>,
    /// The functions to empty, by index.
    unused: HashSet<u32>,
}

impl<'a> Parsed<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut parsed = Self { imports: Vec::new(), exports: Vec::new(), unused: HashSet::new() };
        let (mut calls, mut exported, mut index) = (Vec::new(), Vec::new(), 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        index += u32::from(matches!(import.ty, TypeRef::Func(_)));
                        parsed.imports.push((import.module, import.name));
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if is_unused(export.name) {
                            continue;
                        }
                        if export.kind == ExternalKind::Func {
                            exported.push(export.index);
                        }
                        if has_hash(export.name) {
                            parsed.exports.push(export.name);
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader()? {
                        if let Operator::Call { function_index } = operator? {
                            calls.push((index, function_index));
                        }
                    }
                    index += 1;
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(names) = section.as_known() else { continue };
                    for name in names {
                        let Name::Function(functions) = name? else { continue };
                        for function in functions {
                            let function = function?;
                            if UNUSED_FUNCTIONS.iter().any(|unused| function.name.contains(unused))
                            {
                                parsed.unused.insert(function.index);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        keep_what_exports_call(&mut parsed.unused, exported, &calls);
        // A name may begin with another one, so the longer ones are replaced first.
        parsed.exports.sort_by_key(|name| std::cmp::Reverse(name.len()));
        ensure!(!parsed.imports.is_empty(), "the module imports nothing");
        ensure!(
            !parsed.unused.is_empty(),
            "the module names no functions, or none of wasm-streams"
        );
        Ok(parsed)
    }

    fn write(&self, module: &[u8]) -> Result<Vec<u8>> {
        let mut written = Module::new();
        let mut imported = 0;
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    let mut imports = ImportSection::new();
                    for (number, import) in section.into_imports().enumerate() {
                        let import = import?;
                        imported += u32::from(matches!(import.ty, TypeRef::Func(_)));
                        imports.import(
                            "a",
                            &short(number),
                            RoundtripReencoder.entity_type(import.ty)?,
                        );
                    }
                    written.section(&imports);
                }
                Payload::ExportSection(section) => {
                    let mut exports = ExportSection::new();
                    for export in section {
                        let export = export?;
                        if !is_unused(export.name) {
                            let kind = RoundtripReencoder.export_kind(export.kind)?;
                            let hashed = self.exports.iter().position(|name| *name == export.name);
                            let name = hashed.map_or(export.name.to_owned(), short_export);
                            exports.export(&name, kind, export.index);
                        }
                        ensure!(export.kind != ExternalKind::Tag, "tags are not known here");
                    }
                    written.section(&exports);
                }
                payload => {
                    let Some((id, range)) = payload.as_section() else { continue };
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = module.get(range).context("a section beyond the module's end")?;
                    if matches!(payload, Payload::CodeSectionStart { .. }) {
                        written.section(&self.code(data, imported)?);
                    } else {
                        written.section(&RawSection { id, data });
                    }
                }
            }
        }
        Ok(written.finish())
    }

    fn code(&self, section: &[u8], imported: u32) -> Result<CodeSection> {
        let reader = CodeSectionReader::new(BinaryReader::new(section, 0))?;
        let mut code = CodeSection::new();
        for (index, body) in (imported..).zip(reader) {
            if self.unused.contains(&index) {
                let mut trap = Function::new([]);
                trap.instruction(&Instruction::Unreachable).instruction(&Instruction::End);
                code.function(&trap);
            } else {
                code.raw(body?.as_bytes());
            }
        }
        Ok(code)
    }
}

/// Takes out of `unused` what our own exports come to by calls. The compiler makes one function of several that do
/// the same and calls it by the name of any of them, so a name alone proves nothing. Calls through tables are not
/// followed: by them everything seems to come to everything.
fn keep_what_exports_call(unused: &mut HashSet<u32>, exported: Vec<u32>, calls: &[(u32, u32)]) {
    let mut callees: HashMap<u32, Vec<u32>> = HashMap::new();
    for (caller, callee) in calls {
        callees.entry(*caller).or_default().push(*callee);
    }
    let mut open = exported;
    while let Some(function) = open.pop() {
        unused.remove(&function);
        open.extend(callees.remove(&function).unwrap_or_default());
    }
}

fn is_unused(export: &str) -> bool {
    UNUSED_CLASSES.iter().any(|class| export.contains(&class.to_lowercase()))
}

/// Whether a name ends in `__h` and a hash, as those of the functions that call closures do.
fn has_hash(name: &str) -> bool {
    name.rsplit_once("__h").is_some_and(|(_, hash)| {
        // Of several of one name the later ones have a number behind the hash.
        let hash = hash.split('_').next().unwrap_or_default();
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// A name that nothing else in the glue has.
fn short_export(number: usize) -> String {
    "$".to_owned() + &short(number)
}

/// `a`, `b` … `z`, `aa`, `ab` …
fn short(number: usize) -> String {
    let letter = ('a'..='z').nth(number % 26).unwrap_or('a').to_string();
    if number < 26 { letter } else { short(number / 26 - 1) + &letter }
}

/// Replaces the one place where `text` stands.
fn replace_once(glue: &str, text: &str, by: &str) -> Result<String> {
    ensure!(glue.matches(text).count() == 1, "the glue does not have {text:?} once");
    Ok(glue.replacen(text, by, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module in text, and the glue that wasm-bindgen would write for it.
    fn pair() -> Pair {
        let invoke = "closures_____invoke__h0123456789abcdef";
        let module = wat::parse_str(format!(
            r#"(module
                (import "./a_bg.js" "__wbg_now_0011223344556677" (func $now))
                (func $main call $now)
                (func $stream (@name "wasm_streams::pull") call $now)
                (func $pull call $stream)
                (func $merged (@name "wasm_streams::borrow") call $inner)
                (func $inner (@name "wasm_streams::count") call $now)
                (func $ours call $merged)
                (export "main" (func $ours))
                (export "{invoke}" (func $main))
                (export "{invoke}_1" (func $main))
                (export "intounderlyingsource_pull" (func $pull)))"#
        ))
        .unwrap();
        let classes = UNUSED_CLASSES.map(|class| format!("export class {class} {{}}\n")).concat();
        let glue = format!(
            "{classes}imports = {{\n        __wbg_now_0011223344556677: function() {{}},\n}};\n\
             return {{ \"./a_bg.js\": imports }};\nwasm.{invoke}(1);\nwasm.{invoke}_1(2);\n\
             new FinalizationRegistry(free);\n"
        );
        Pair { module, glue }
    }

    #[test]
    fn module_and_glue_keep_calling_each_other() {
        let Pair { module, glue } = pair().slim().unwrap();
        let (mut imports, mut exports, mut traps) = (Vec::new(), Vec::new(), 0);
        for payload in Parser::new(0).parse_all(&module) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    imports.extend(section.into_imports().map(|import| {
                        let import = import.unwrap();
                        format!("{} {}", import.module, import.name)
                    }));
                }
                Payload::ExportSection(section) => {
                    exports
                        .extend(section.into_iter().map(|export| export.unwrap().name.to_owned()));
                }
                Payload::CodeSectionEntry(body) => {
                    traps += u32::from(body.as_bytes() == [0, 0, 11])
                }
                _ => {}
            }
        }
        assert_eq!(imports, ["a a"]);
        assert_eq!(exports, ["main", "$b", "$a"]);
        assert_eq!(traps, 1, "what streams alone call is emptied, and nothing else");
        assert!(
            glue.contains("a: function() {}") && glue.contains("return { a: imports }"),
            "{glue}"
        );
        assert!(glue.contains("wasm.$b(1);") && glue.contains("wasm.$a(2);"), "{glue}");
        assert!(!glue.contains("export class") && glue.contains("@__PURE__"), "{glue}");
    }

    #[test]
    fn a_pair_that_does_not_match_is_refused() {
        let Pair { module, glue } = pair();
        let glue = glue.replace("__wbg_now", "__wbg_later");
        assert!(Pair { module, glue }.slim().is_err());
    }
}
