//! What the WebAssembly module holds for nobody, taken out before wasm-opt sees it.
//!
//! wasm-bindgen names imports and some exports by what they are and a hash of sixteen digits, in the module and in
//! its glue. wasm-opt keeps that, as it cannot know who calls; and it keeps the messages of panics and the places
//! they name, as it cannot know that nobody reads them.

mod locations;
mod messages;
mod order;
mod split;
mod unheard;
mod unused;

pub(super) use order::order;
pub(super) use split::split;
pub(super) use unused::without_unused_imports;

use anyhow::{Context, Result, bail, ensure};
use locations::Piece;
use std::collections::HashMap;
use unheard::Unheard;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ExportSection, Function, ImportSection, Instruction,
    Module, RawSection,
};
use wasmparser::{
    BinaryReader, CodeSectionReader, Data, DataKind, DataSectionReader, ExternalKind, FunctionBody,
    KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

/// A module and its glue.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) module: Vec<u8>,
    pub(crate) glue: String,
}

impl Pair {
    /// Takes out what nobody hears, and gives imports and exports short names in both.
    ///
    /// # Errors
    ///
    /// Where module and glue do not belong together, or are not what this wasm-bindgen makes.
    pub(crate) fn slim(self) -> Result<Self> {
        let parsed = Parsed::read(&self.module)?;
        let mut glue = self.glue;
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
    /// The functions that nobody hears, by index.
    unheard: HashMap<u32, Unheard>,
}

impl<'a> Parsed<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut parsed = Self { imports: Vec::new(), exports: Vec::new(), unheard: HashMap::new() };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        parsed.imports.push((import.module, import.name));
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let name = export?.name;
                        if has_hash(name) {
                            parsed.exports.push(name);
                        }
                    }
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(names) = section.as_known() else { continue };
                    for name in names {
                        let Name::Function(functions) = name? else { continue };
                        for function in functions {
                            let function = function?;
                            let unheard = Unheard::of(function.name);
                            parsed.unheard.extend(unheard.map(|what| (function.index, what)));
                        }
                    }
                }
                _ => {}
            }
        }
        // A name may begin with another one, so the longer ones are replaced first.
        parsed.exports.sort_by_key(|name| std::cmp::Reverse(name.len()));
        ensure!(!parsed.imports.is_empty(), "the module imports nothing");
        ensure!(!parsed.unheard.is_empty(), "the module does not name its functions");
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
                        let kind = RoundtripReencoder.export_kind(export.kind)?;
                        let hashed = self.exports.iter().position(|name| *name == export.name);
                        let name = hashed.map_or(export.name.to_owned(), short_export);
                        exports.export(&name, kind, export.index);
                        ensure!(export.kind != ExternalKind::Tag, "tags are not known here");
                    }
                    written.section(&exports);
                }
                Payload::DataSection(section) => {
                    written.section(&data_without_panics(section)?);
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
            let instead = match self.unheard.get(&index) {
                None => {
                    let body = body?;
                    self.check_calls(&body)?;
                    code.raw(body.as_bytes());
                    continue;
                }
                Some(Unheard::Panic) => Instruction::Unreachable,
                // `Ok(())`. wasm-opt refuses the module where the function gives something else.
                Some(Unheard::Debug) => Instruction::I32Const(0),
            };
            let mut function = Function::new([]);
            function.instruction(&instead).instruction(&Instruction::End);
            code.function(&function);
        }
        Ok(code)
    }

    /// The compiler makes one function of those that are the same, under the name of any. So one that is named
    /// after `Debug` may stand for one that is heard; then something that stays calls it.
    fn check_calls(&self, body: &FunctionBody<'_>) -> Result<()> {
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } = operator?
                && self.unheard.get(&function_index) == Some(&Unheard::Debug)
            {
                bail!("function {function_index} would write nothing any more, and is called");
            }
        }
        Ok(())
    }
}

/// What a module puts into memory, without what only panics say and the places that they name.
fn data_without_panics(section: DataSectionReader<'_>) -> Result<DataSection> {
    let mut pieces = section.into_iter().map(|data| piece(data?)).collect::<Result<Vec<_>>>()?;
    locations::blank(&mut pieces);
    messages::blank(&mut pieces);
    let mut written = DataSection::new();
    for Piece { address, bytes } in pieces {
        written.active(0, &ConstExpr::i32_const(i32::try_from(address)?), bytes);
    }
    Ok(written)
}

fn piece(data: Data<'_>) -> Result<Piece> {
    if let DataKind::Active { memory_index: 0, offset_expr } = data.kind
        && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
    {
        return Ok(Piece { address: usize::try_from(value)?, bytes: data.data.to_vec() });
    }
    bail!("the module puts data elsewhere than at an address of its memory")
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
                (func $panic (@name "core::panicking::panic") call $now)
                (func $debug (@name "<char as core::fmt::Debug>::fmt") (param i32 i32) (result i32)
                    call $now
                    local.get 0)
                (export "main" (func $main))
                (export "{invoke}" (func $main))
                (export "{invoke}_1" (func $main)))"#
        ))
        .unwrap();
        let glue = format!(
            "imports = {{\n        __wbg_now_0011223344556677: function() {{}},\n}};\n\
             return {{ \"./a_bg.js\": imports }};\nwasm.{invoke}(1);\nwasm.{invoke}_1(2);\n\
             end();\n"
        );
        Pair { module, glue }
    }

    #[test]
    fn module_and_glue_keep_calling_each_other() {
        let Pair { module, glue } = pair().slim().unwrap();
        let (mut imports, mut exports, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
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
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                _ => {}
            }
        }
        assert_eq!(imports, ["a a"]);
        assert_eq!(exports, ["main", "$b", "$a"]);
        let [call, trap, nothing] =
            [[0, 0x10, 0, 0x0b].to_vec(), vec![0, 0, 0x0b], vec![0, 0x41, 0, 0x0b]];
        assert_eq!(bodies, [call, trap, nothing], "only what nobody hears is emptied");
        assert!(
            glue.contains("a: function() {}") && glue.contains("return { a: imports }"),
            "{glue}"
        );
        assert!(glue.contains("wasm.$b(1);") && glue.contains("wasm.$a(2);"), "{glue}");
    }

    #[test]
    fn what_is_heard_is_not_silenced() {
        let Pair { glue, .. } = pair();
        let module = wat::parse_str(
            r#"(module
                (import "./a_bg.js" "__wbg_now_0011223344556677" (func $now))
                (func $debug (@name "<char as core::fmt::Debug>::fmt") (param i32 i32) (result i32)
                    local.get 0)
                (func $display (param i32 i32) (result i32)
                    (call $debug (local.get 0) (local.get 1))))"#,
        )
        .unwrap();
        let refused = Pair { module, glue }.slim().unwrap_err();
        assert!(refused.to_string().contains("would write nothing"), "{refused}");
    }

    #[test]
    fn a_pair_that_does_not_match_is_refused() {
        let Pair { module, glue } = pair();
        let glue = glue.replace("__wbg_now", "__wbg_later");
        assert!(Pair { module, glue }.slim().is_err());
    }
}
