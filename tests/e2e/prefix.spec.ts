import { everywhere, expect, test } from "./fixtures.ts";
import { openAgents } from "./steps/agents.ts";
import { closeStored, revealToken } from "./steps/tokens.ts";

// Before 15.2 GitLab's tokens had no `glagent-`, and administrators may configure another prefix.
for (const secret of ["xzQ9_kP2mN7vR4tY8wB1cD6fG3hJ5sLa0eUiOzXyTqWnMbVdE", "acme-glagent-0123456789abc"]) {
  test(`a value with another prefix is as any other: ${secret.slice(0, 4)}`, everywhere, async ({
    page,
    leaks,
    agentConsole,
    gitlab,
    trouble,
  }) => {
    // The sandbox does not know a token that only a fault returned.
    trouble.allow(/status of 404 .*\/tokens\/777/);
    await openAgents({ page, agentConsole }, "projects/20/agents/1");
    const body = {
      id: 777,
      name: "other",
      description: null,
      agent_id: 1,
      status: "active",
      created_at: new Date().toISOString(),
      created_by_user_id: 1,
      last_used_at: null,
      token: secret,
    };
    await gitlab.faults({ method: "POST", fault: { kind: "status", code: 201, body } });
    expect(await revealToken(page)).toBe(secret);
    expect(await leaks.of(secret)).toEqual(["reveal dialog"]);
    await closeStored(page);
    expect(await leaks.of(secret)).toEqual([]);
  });
}
