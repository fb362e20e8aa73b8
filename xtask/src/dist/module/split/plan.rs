//! Which functions of a module leave it.

use anyhow::{Result, bail, ensure};
use std::collections::HashMap;
use wasmparser::{
    Element, ElementItems, ElementKind, Export, ExternalKind, FunctionBody, GlobalType,
    KnownCustom, MemoryType, Name, Operator, Parser, Payload, TableType, TypeRef,
};

/// Where in its name a function that polls a `Later` names it.
const LATER: &str = "::browser::rest::Later<";

/// Futures that only a `Later` makes and puts into a box, by what their name begins with.
const WITHIN: [&str; 1] = ["gitlab_agents::status::read_status::"];

/// Compiler and wasm-opt make one function of those that are the same, under the name of any. A short one may so stand for
/// one that is wanted at once. Long ones are the same only where they were written as one.
const SHORT: usize = 200;

/// What has to be known of a module. Functions go by their index, imported ones too.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// How many functions are imported.
    pub(super) imported: u32,
    /// The type of each function.
    pub(super) types: Vec<u32>,
    /// Which of them leave.
    pub(super) leaves: Vec<bool>,
    /// Those that stay and are called by those that leave.
    pub(super) shared: Vec<u32>,
    pub(super) tables: Vec<TableType>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<GlobalType>,
    bodies: Vec<FunctionBody<'a>>,
    names: HashMap<u32, &'a str>,
    exports: Vec<Export<'a>>,
    in_table: Vec<u32>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(module: &'a [u8]) -> Result<Self> {
        let mut plan = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            plan.learn(payload?)?;
        }
        let calls = plan.calls()?;
        plan.leaves = plan.leaving(&calls);
        ensure!(plan.leaves.contains(&true), "nothing in the module can wait");
        let of_leaving = calls.iter().zip(&plan.leaves).filter(|(_, leaves)| **leaves);
        let mut shared: Vec<u32> = of_leaving.flat_map(|(calls, _)| calls).copied().collect();
        shared.retain(|&function| !plan.is_leaving(function));
        shared.sort_unstable();
        shared.dedup();
        plan.shared = shared;
        Ok(plan)
    }

    /// Whether a function leaves.
    pub(super) fn is_leaving(&self, function: u32) -> bool {
        self.leaves.get(function as usize).is_some_and(|leaves| *leaves)
    }

    fn learn(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let TypeRef::Func(kind) = import?.ty else {
                        bail!("the module imports something that is no function")
                    };
                    self.types.push(kind);
                    self.imported += 1;
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    self.types.push(kind?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(section) => {
                self.memories = section.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(section) => {
                self.exports = section.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::StartSection { .. } => bail!("the module starts by itself"),
            Payload::ElementSection(section) => {
                for element in section {
                    self.in_table.extend(functions_of(&element?)?.1);
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(names) = section.as_known() else { return Ok(()) };
                for name in names {
                    let Name::Function(functions) = name? else { continue };
                    for function in functions {
                        let function = function?;
                        self.names.insert(function.index, function.name);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Which functions each one calls.
    fn calls(&self) -> Result<Vec<Vec<u32>>> {
        let mut calls = vec![Vec::new(); self.imported as usize];
        for body in &self.bodies {
            let mut called = Vec::new();
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                        called.push(function_index);
                    }
                    Operator::RefFunc { .. } => bail!("a function is taken by reference"),
                    _ => {}
                }
            }
            calls.push(called);
        }
        Ok(calls)
    }

    /// Which functions leave: those that nothing that stays can call.
    fn leaving(&self, calls: &[Vec<u32>]) -> Vec<bool> {
        let exports = self.exports.iter().filter(|export| export.kind == ExternalKind::Func);
        let mut reached: Vec<u32> = (0..self.imported).collect();
        reached.extend(exports.map(|export| export.index));
        reached.extend(self.in_table.iter().filter(|&&function| !self.is_later(function)));
        let mut leaves = vec![true; self.types.len()];
        while let Some(function) = reached.pop() {
            let Some(leaves) = leaves.get_mut(function as usize) else { continue };
            if std::mem::replace(leaves, false) {
                reached.extend(calls.get(function as usize).into_iter().flatten());
            }
        }
        leaves
    }

    fn is_later(&self, function: u32) -> bool {
        let name = self.names.get(&function).copied().unwrap_or_default();
        // These are like no other, which they see to themselves.
        let polls_later = name.contains(LATER) && name.contains("Future>::poll");
        let own = function.checked_sub(self.imported);
        let body = own.and_then(|own| self.bodies.get(own as usize));
        let is_long = body.is_some_and(|body| body.as_bytes().len() > SHORT);
        polls_later || (is_long && WITHIN.iter().any(|start| name.starts_with(start)))
    }
}

/// The functions that an element puts into the table, and the place of the first.
pub(super) fn functions_of(element: &Element<'_>) -> Result<(u32, Vec<u32>)> {
    if let ElementKind::Active { table_index: None | Some(0), offset_expr } = &element.kind
        && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
        && let ElementItems::Functions(functions) = &element.items
    {
        let functions = functions.clone().into_iter().collect::<Result<_, _>>()?;
        return Ok((u32::try_from(value)?, functions));
    }
    bail!("the table is filled otherwise than with functions at a place")
}
