//! Limits on the depth and complexity of queries.
//!
//! GitLab counts 1 per field. A field that returns a page adds a hundredth of its cost, including
//! that of its rows, per requested row, however many there really are.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Value, Variables};

use super::page::LARGEST;
use crate::api::auth::Caller;

/// A caller's limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    complexity: usize,
    depth: usize,
}

/// The cost of a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Complexity {
    pub(super) score: usize,
    pub(super) limit: usize,
}

/// Fields that return pages of rows.
const PAGES: [&str; 2] = ["clusterAgents", "tokens"];
/// Deeper than any limit, to stop at cyclic fragments.
const DEEPEST: usize = 100;

impl Limits {
    /// The limits for this caller; `most` overrides the complexity limit.
    pub(super) fn of(caller: Option<&Caller>, most: Option<usize>) -> Self {
        let (complexity, depth) = match caller {
            Some(caller) if caller.user.admin => (300, 20),
            Some(_) => (250, 20),
            None => (200, 15),
        };
        Self { complexity: most.unwrap_or(complexity), depth }
    }

    /// The cost of the query, or error messages if it exceeds the limits. An invalid query costs
    /// nothing: it is refused anyway.
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

    /// The maximum rows of the page requested by `field`.
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
