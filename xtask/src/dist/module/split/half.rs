//! Writing one of the two modules.

use super::super::short;
use super::plan::{Plan, functions_of};
use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, FunctionSection, GlobalSection, ImportSection, MemorySection, Module,
    TableSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ElementSectionReader,
    ExportSectionReader, FunctionSectionReader, GlobalSectionReader, ImportSectionReader,
    MemorySectionReader, Parser, TableSectionReader,
};

/// One of the two modules.
pub(super) struct Half<'a> {
    plan: &'a Plan<'a>,
    is_rest: bool,
    /// The index in this module of each function that it has.
    places: Vec<u32>,
}

/// What the first module exports for the second.
struct Share {
    kind: ExportKind,
    index: u32,
    entity: EntityType,
}

impl<'a> Half<'a> {
    /// The module that a page starts with.
    pub(super) fn first(plan: &'a Plan<'a>) -> Self {
        let all = 0..u32::try_from(plan.types.len()).unwrap_or(u32::MAX);
        Self::with(plan, false, all.filter(|&function| !plan.is_leaving(function)))
    }

    /// The module that comes later.
    pub(super) fn rest(plan: &'a Plan<'a>) -> Self {
        let all = 0..u32::try_from(plan.types.len()).unwrap_or(u32::MAX);
        let leaving = all.filter(|&function| plan.is_leaving(function));
        Self::with(plan, true, plan.shared.iter().copied().chain(leaving))
    }

    fn with(plan: &'a Plan<'a>, is_rest: bool, functions: impl Iterator<Item = u32>) -> Self {
        let mut places = vec![u32::MAX; plan.types.len()];
        for (place, function) in (0..).zip(functions) {
            if let Some(known) = places.get_mut(function as usize) {
                *known = place;
            }
        }
        Self { plan, is_rest, places }
    }

    pub(super) fn write(mut self, module: &[u8]) -> Result<Vec<u8>> {
        let mut written = Module::new();
        let parsed = self.parse_core_module(&mut written, Parser::new(0), module);
        parsed.map_err(|why| anyhow!("cannot part the module: {why}"))?;
        Ok(written.finish())
    }

    /// All tables, memories and globals, so that they have the same indices in both modules, and what both call.
    fn shares(&mut self) -> Result<Vec<Share>, Error<anyhow::Error>> {
        let plan = self.plan;
        let mut shares = Vec::new();
        for (index, table) in (0..).zip(&plan.tables) {
            let entity = EntityType::Table(self.table_type(*table)?);
            shares.push(Share { kind: ExportKind::Table, index, entity });
        }
        for (index, memory) in (0..).zip(&plan.memories) {
            let entity = EntityType::Memory(self.memory_type(*memory)?);
            shares.push(Share { kind: ExportKind::Memory, index, entity });
        }
        for (index, global) in (0..).zip(&plan.globals) {
            let entity = EntityType::Global(self.global_type(*global)?);
            shares.push(Share { kind: ExportKind::Global, index, entity });
        }
        for &function in &plan.shared {
            let index = self.function_index(function)?;
            let kind = plan.types.get(function as usize).copied().unwrap_or_default();
            let entity = EntityType::Function(self.type_index(kind)?);
            shares.push(Share { kind: ExportKind::Func, index, entity });
        }
        Ok(shares)
    }

    /// Whether a function has its body in this module.
    fn has(&self, function: u32) -> bool {
        self.plan.is_leaving(function) == self.is_rest
    }
}

impl Reencode for Half<'_> {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        let place = self.places.get(function as usize).filter(|&&place| place != u32::MAX);
        place
            .copied()
            .ok_or_else(|| Error::UserError(anyhow!("a function of the other module is called")))
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if !self.is_rest {
            return wasm_encoder::reencode::utils::parse_import_section(self, imports, section);
        }
        for (number, share) in self.shares()?.into_iter().enumerate() {
            imports.import("", &short(number), share.entity);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for (function, kind) in (self.plan.imported..).zip(section) {
            let kind = self.type_index(kind?)?;
            if self.has(function) {
                functions.function(kind);
            }
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if self.is_rest {
            return Ok(());
        }
        wasm_encoder::reencode::utils::parse_export_section(self, exports, section)?;
        for (number, share) in self.shares()?.into_iter().enumerate() {
            exports.export(&short(number), share.kind, share.index);
        }
        Ok(())
    }

    /// The places of the functions that this module has, one element for each run of them.
    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        section: ElementSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let (plan, is_rest) = (self.plan, self.is_rest);
        for element in section {
            let (first, functions) = functions_of(&element?).map_err(Error::UserError)?;
            let mut start = first;
            for run in functions.chunk_by(|&a, &b| plan.is_leaving(a) == plan.is_leaving(b)) {
                if run.first().is_some_and(|&function| plan.is_leaving(function) == is_rest) {
                    let run = run.iter().map(|&function| self.function_index(function));
                    let run = run.collect::<Result<Vec<_>, _>>()?;
                    let place = ConstExpr::i32_const(start.cast_signed());
                    elements.active(None, &place, Elements::Functions(run.into()));
                }
                start += u32::try_from(run.len()).unwrap_or(u32::MAX);
            }
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for (function, body) in (self.plan.imported..).zip(section) {
            let body = body?;
            if self.has(function) {
                self.parse_function_body(code, body)?;
            }
        }
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: TableSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if self.is_rest {
            return Ok(());
        }
        wasm_encoder::reencode::utils::parse_table_section(self, tables, section)
    }

    fn parse_memory_section(
        &mut self,
        memories: &mut MemorySection,
        section: MemorySectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if self.is_rest {
            return Ok(());
        }
        wasm_encoder::reencode::utils::parse_memory_section(self, memories, section)
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if self.is_rest {
            return Ok(());
        }
        wasm_encoder::reencode::utils::parse_global_section(self, globals, section)
    }

    fn data_count(&mut self, count: u32) -> Result<u32, Error<Self::Error>> {
        Ok(if self.is_rest { 0 } else { count })
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        section: DataSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if self.is_rest {
            return Ok(());
        }
        wasm_encoder::reencode::utils::parse_data_section(self, data, section)
    }

    /// Names, which nobody reads, and which are those of the whole.
    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}
