mod agent;
mod token;
