//! Addresses below `/api/v4`.

use console_core::digits::digits;
use console_core::percent::encode;

/// The address of one endpoint, relative to the API's base.
#[derive(Clone)]
pub(crate) struct Route {
    text: String,
    has_query: bool,
}

impl Route {
    /// Starts with a fixed part, such as `projects`.
    pub(crate) fn to(part: &str) -> Self {
        Self { text: String::new(), has_query: false }.part(part)
    }

    /// Adds a fixed part.
    pub(crate) fn part(mut self, part: &str) -> Self {
        self.text.push('/');
        self.text.push_str(part);
        self
    }

    /// Adds an id.
    pub(crate) fn id(self, id: u64) -> Self {
        self.part(&digits(id))
    }

    /// Adds a full path as one part: GitLab wants its slashes encoded.
    pub(crate) fn path(mut self, path: &str) -> Self {
        self.text.push('/');
        encode(path, &mut self.text);
        self
    }

    /// Adds a query parameter.
    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.text.push_str(name);
        self.text.push('=');
        encode(value, &mut self.text);
        self
    }

    /// Adds a query parameter where `condition` holds.
    pub(crate) fn query_if(self, condition: bool, name: &str, value: &str) -> Self {
        if condition { self.query(name, value) } else { self }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_part_and_a_query_is_encoded() {
        let route = Route::to("projects").path("platform/edge/kiosk").part("cluster_agents").id(5);
        assert_eq!(route.as_str(), "/projects/platform%2Fedge%2Fkiosk/cluster_agents/5");
        let route = Route::to("projects").query("search", "a&b 한").query("page", "1");
        assert_eq!(route.as_str(), "/projects?search=a%26b%20%ED%95%9C&page=1");
    }
}
