//! The domain model: the parts of GitLab that the console uses.

mod agent;
mod contact;
mod id;
mod instance;
mod introduction;
mod person;
mod place;
mod token;

pub use agent::{Agent, AgentDetail, ConfigProject, Creator, Listed, ProjectIdentity, Row};
pub use contact::{Contact, TokenFacts, TokenUses};
pub use id::{AgentId, GroupId, ProjectId, TokenId, UserId};
pub use instance::{GitLabVersion, Instance, Kas, TokenLimit};
pub use introduction::{Introduction, NotIntroduced};
pub use person::{Grant, PersonalAccessToken, Power, TokenEnd, User, UserName};
pub use place::{Group, Project, Role};
pub use token::{CreatedToken, LastUsed, Token, TokenStatus};
