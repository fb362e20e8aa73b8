//! About sixty agents in every condition, as a mid-sized company may have.

use super::people::{AUTHOR, HIDDEN, KOREAN, MAINTAINER, OWNER};
use super::places::{
    AMERICAS, ASIA, CHARTS, CI, CLUSTERS, DATA, DATACENTRE, EUROPE, IDENTITY, OBSERVABILITY,
    PAYMENTS, PREVIEWS,
};
use super::planter::Condition::{
    self, Connected, NeverUsed, NoToken, Quiet, Rotated, Rotating, Silent, ThreeTokens, Twins,
};
use super::planter::Planter;

/// Stands for a deleted account.
const NOBODY: u64 = 0;

/// Project, name, condition, age in days, creator.
const AGENTS: &[(u64, &str, Condition, u32, u64)] = &[
    (CLUSTERS, "prod-eu-1", Connected, 420, OWNER),
    (CLUSTERS, "prod-eu-2", Rotated(21), 420, OWNER),
    (CLUSTERS, "prod-us-1", Connected, 388, OWNER),
    (CLUSTERS, "prod-us-2", Rotating, 388, OWNER),
    (CLUSTERS, "prod-ap-1", Connected, 212, KOREAN),
    (CLUSTERS, "canary-eu", Quiet(12), 95, MAINTAINER),
    (CLUSTERS, "staging-eu", Connected, 400, AUTHOR),
    (CLUSTERS, "staging-us", Silent(3), 371, AUTHOR),
    (CI, "ci-runners", Connected, 505, OWNER),
    (CI, "ci-runners-arm", Connected, 130, MAINTAINER),
    (CI, "ci-runners-gpu", Quiet(41), 61, MAINTAINER),
    (CI, "ci-cache", ThreeTokens, 610, OWNER),
    (CI, "ci-windows", Silent(58), 290, NOBODY),
    (OBSERVABILITY, "metrics-eu", Connected, 333, AUTHOR),
    (OBSERVABILITY, "metrics-us", Connected, 333, AUTHOR),
    (OBSERVABILITY, "logs-eu", Rotated(4), 333, AUTHOR),
    (OBSERVABILITY, "logs-us", Quiet(9), 333, AUTHOR),
    (OBSERVABILITY, "traces", NeverUsed, 6, MAINTAINER),
    (DATA, "data-lake", Connected, 270, KOREAN),
    (DATA, "etl-nightly", Silent(1), 270, KOREAN),
    (DATA, "streaming", Connected, 180, KOREAN),
    (DATA, "warehouse-eu", Twins, 450, HIDDEN),
    (DATA, "warehouse-us", Connected, 450, HIDDEN),
    (PAYMENTS, "payments-prod", Rotating, 512, OWNER),
    (PAYMENTS, "payments-staging", Connected, 512, OWNER),
    (PAYMENTS, "payments-dr", NeverUsed, 44, OWNER),
    (PAYMENTS, "fraud-scoring", Quiet(28), 120, MAINTAINER),
    (IDENTITY, "sso-prod", Connected, 480, OWNER),
    (IDENTITY, "sso-staging", Connected, 480, OWNER),
    (IDENTITY, "vault-prod", ThreeTokens, 640, NOBODY),
    (IDENTITY, "vault-dr", NoToken, 640, NOBODY),
    (PREVIEWS, "preview-checkout", Connected, 2, MAINTAINER),
    (PREVIEWS, "preview-search", NeverUsed, 1, MAINTAINER),
    (PREVIEWS, "preview-legacy-login", NoToken, 75, KOREAN),
    (PREVIEWS, "dev-ines", Silent(16), 140, OWNER),
    (PREVIEWS, "dev-marco", Quiet(55), 140, MAINTAINER),
    (PREVIEWS, "load-test", Silent(33), 88, AUTHOR),
    (DATACENTRE, "rack-a", Silent(402), 700, NOBODY),
    (DATACENTRE, "rack-b", Silent(402), 700, NOBODY),
    (DATACENTRE, "rack-c", NoToken, 700, AUTHOR),
    (ASIA, "edge-seoul", Connected, 230, KOREAN),
    (ASIA, "edge-busan", Connected, 229, KOREAN),
    (ASIA, "edge-tokyo", Rotated(11), 226, KOREAN),
    (ASIA, "edge-osaka", Quiet(17), 226, KOREAN),
    (ASIA, "edge-singapore", Connected, 190, KOREAN),
    (ASIA, "edge-mumbai", NeverUsed, 3, KOREAN),
    (EUROPE, "edge-frankfurt", Connected, 310, AUTHOR),
    (EUROPE, "edge-paris", Connected, 305, AUTHOR),
    (EUROPE, "edge-london", Twins, 305, AUTHOR),
    (EUROPE, "edge-madrid", Silent(7), 244, HIDDEN),
    (EUROPE, "edge-warsaw", NoToken, 20, MAINTAINER),
    (AMERICAS, "edge-ashburn", Connected, 301, OWNER),
    (AMERICAS, "edge-dallas", Rotating, 301, OWNER),
    (AMERICAS, "edge-sao-paulo", Quiet(34), 144, OWNER),
    (AMERICAS, "edge-toronto", Silent(2), 99, NOBODY),
    (CHARTS, "chart-tests", Connected, 365, AUTHOR),
];

pub(super) fn add(planter: &mut Planter<'_>) {
    for &(project, name, condition, age, creator) in AGENTS {
        let creator = (creator != NOBODY).then_some(creator);
        planter.agent(project, name, condition, age, creator);
    }
}
