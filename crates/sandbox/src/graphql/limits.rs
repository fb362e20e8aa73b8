//! How deep and how complex a query may be.
//!
//! GitLab counts one for each field, and adds a hundredth to a field that gives a page, with all that
//! is asked of its rows, for each row the page may hold, whatever it really holds.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Value, Variables};

use super::page::LARGEST;
use crate::api::auth::Caller;

/// What a caller may ask.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    complexity: usize,
    depth: usize,
}

/// What a query costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Complexity {
    pub(super) score: usize,
    pub(super) limit: usize,
}

/// Fields that give a page of rows.
const PAGES: [&str; 2] = ["clusterAgents", "tokens"];
/// Deeper than any limit: a cycle of fragments has no end.
const DEEPEST: usize = 100;

impl Limits {
    /// The limits for this caller, and where `most` is given, that for the complexity.
    pub(super) fn of(caller: Option<&Caller>, most: Option<usize>) -> Self {
        let (complexity, depth) = match caller {
            Some(caller) if caller.user.admin => (300, 20),
            Some(_) => (250, 20),
            None => (200, 15),
        };
        Self { complexity: most.unwrap_or(complexity), depth }
    }

    /// What the query costs; where it is too much, the sentences that say so. A query that cannot
    /// be read costs nothing: it is refused for that.
    pub(super) fn check(
        self,
        query: &str,
        variables: &Variables,
    ) -> Result<Complexity, Vec<String>> {
        let limit = self.complexity;
        let Ok(document) = parse_query(query) else { return Ok(Complexity { score: 0, limit }) };
        let walk = Walk { document: &document, variables };
        let mut most = Cost::default();
        for (_, operation) in document.operations.iter() {
            most = most.or(walk.cost(&operation.node.selection_set.node, 0));
        }
        let mut sentences = Vec::new();
        if most.depth > self.depth {
            let (depth, limit) = (most.depth, self.depth);
            sentences
                .push(format!("Query has depth of {depth}, which exceeds max depth of {limit}"));
        }
        let score = most.complexity as usize;
        if score > limit {
            sentences.push(format!(
                "Query has complexity of {score}, which exceeds max complexity of {limit}"
            ));
        }
        if sentences.is_empty() { Ok(Complexity { score, limit }) } else { Err(sentences) }
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Cost {
    complexity: u32,
    depth: usize,
}

impl Cost {
    fn or(self, other: Self) -> Self {
        Self {
            complexity: self.complexity.max(other.complexity),
            depth: self.depth.max(other.depth),
        }
    }
}

struct Walk<'q> {
    document: &'q ExecutableDocument,
    variables: &'q Variables,
}

impl Walk<'_> {
    fn cost(&self, selection: &SelectionSet, above: usize) -> Cost {
        if above > DEEPEST {
            return Cost { complexity: u32::MAX, depth: above };
        }
        let mut sum = Cost::default();
        for item in &selection.items {
            let cost = match &item.node {
                Selection::Field(field) => self.field(&field.node, above),
                Selection::InlineFragment(inline) => {
                    self.cost(&inline.node.selection_set.node, above + 1)
                }
                Selection::FragmentSpread(spread) => {
                    match self.document.fragments.get(&spread.node.fragment_name.node) {
                        Some(fragment) => self.cost(&fragment.node.selection_set.node, above + 1),
                        None => Cost::default(),
                    }
                }
            };
            sum.complexity = sum.complexity.saturating_add(cost.complexity);
            sum.depth = sum.depth.max(cost.depth);
        }
        sum
    }

    fn field(&self, field: &Field, above: usize) -> Cost {
        let name = field.name.node.as_str();
        if name.starts_with("__") {
            return Cost::default();
        }
        let children = self.cost(&field.selection_set.node, above + 1);
        let own = children.complexity.saturating_add(1);
        let complexity = if PAGES.contains(&name) {
            let size = u32::try_from(self.page_size(field)).unwrap_or(u32::MAX);
            own.saturating_add(own.saturating_mul(size) / 100)
        } else {
            own
        };
        Cost { complexity, depth: children.depth + 1 }
    }

    /// The most rows that the page asked for by `field` may hold.
    fn page_size(&self, field: &Field) -> usize {
        ["first", "last"]
            .iter()
            .filter_map(|name| {
                let value = field.get_argument(name)?.node.clone();
                let value = value.into_const_with(|name: Name| {
                    Ok::<_, ()>(self.variables.get(&name).cloned().unwrap_or(Value::Null))
                });
                let Ok(Value::Number(number)) = value else { return None };
                number.as_u64().and_then(|number| usize::try_from(number).ok())
            })
            .fold(LARGEST, usize::min)
    }
}
