//! Cases that run against a simulated GitLab and against the sandbox.
