use super::*;
use crate::agents::Column;
use crate::model::{GroupId, ProjectId};
use proptest::prelude::*;

fn path(text: &str) -> ProjectRef {
    ProjectRef::Path(text.to_owned())
}

fn agents(scope: Scope, agent: Option<u64>) -> Address {
    let view = View::Agents { scope, agent: agent.map(AgentId) };
    Address { view, ..Address::default() }
}

fn set(name: &str) -> Scope {
    Scope::Set(SetName::new(name).unwrap())
}

fn id(id: u64) -> ProjectRef {
    ProjectRef::Id(ProjectId(id))
}

/// People have these bookmarked.
#[test]
fn addresses_have_this_format() {
    let kiosk = || path("platform/edge/kiosk");
    let platform = || Scope::Group(GroupRef::Path("platform".to_owned()));
    for (address, hash) in [
        (Address::default(), "#/"),
        (agents(Scope::Everything, None), "#/everything"),
        (agents(Scope::Everything, Some(5)), "#/everything/agents/5"),
        (agents(Scope::Projects(vec![id(20)]), None), "#/projects/20"),
        (
            agents(Scope::Projects(vec![id(20), kiosk()]), Some(5)),
            "#/projects/20,platform%2Fedge%2Fkiosk/agents/5",
        ),
        (agents(platform(), None), "#/groups/platform"),
        (agents(Scope::Group(GroupRef::Id(GroupId(7))), Some(6)), "#/groups/7/agents/6"),
        (
            agents(Scope::Group(GroupRef::Path("platform/edge".to_owned())), None),
            "#/groups/platform%2Fedge",
        ),
        (
            Address {
                gitlab: Some("https://gitlab.example.com/gitlab".to_owned()),
                filter: "서울 a&b=c".to_owned(),
                sort: Sort { column: Column::LastContact, descending: true },
                ..agents(platform(), None)
            },
            "#/groups/platform?filter=%EC%84%9C%EC%9A%B8%20a%26b%3Dc&sort=-last_contact\
             &gitlab=https%3A%2F%2Fgitlab.example.com%2Fgitlab",
        ),
        (agents(set("Kiosks"), None), "#/sets/Kiosks"),
        (
            agents(set("운영 a/agents/5"), Some(5)),
            "#/sets/%EC%9A%B4%EC%98%81%20a%2Fagents%2F5/agents/5",
        ),
        (
            Address {
                columns: ShownColumns::parse("status,name,last_contact"),
                archived: Archived::Included,
                ..agents(Scope::Everything, None)
            },
            "#/everything?columns=status,name,last_contact&archived=true",
        ),
        (
            Address {
                sort: Sort { column: Column::CreatedBy, descending: false },
                ..Address::default()
            },
            "#/?sort=created_by",
        ),
    ] {
        assert_eq!(address.to_hash(), hash);
        assert_eq!(Address::parse(hash), address, "{hash}");
    }
}

#[test]
fn parses_what_people_type() {
    let everything = || agents(Scope::Everything, None);
    let kiosk = Scope::Projects(vec![path("platform/edge/kiosk")]);
    for (hash, address) in [
        ("", Address::default()),
        ("#", Address::default()),
        ("#section-2", Address::default()),
        ("#/projects", Address::default()),
        ("#/projects/", Address::default()),
        ("#/projects/,", Address::default()),
        ("#/groups/", Address::default()),
        ("#/unknown/20", Address::default()),
        ("everything", everything()),
        ("#everything/", everything()),
        ("#/everything/agents/", Address::default()),
        ("#/everything?sort=colour&x=1&filter", everything()),
        ("#/everything?filter=%ff", everything()),
        ("#/everything?archived=false", everything()),
        (
            "#/everything?columns=name,status,last_contact,tokens,project,created,created_by,id",
            everything(),
        ),
        ("#/sets/", Address::default()),
        ("#/sets/%20", Address::default()),
        ("#/sets/a%0Ab", Address::default()),
        ("#/sets/glpat-AbCdEfGhIjKlMnOpQrSt", Address::default()),
        ("#/sets/ Edge/Kiosks /agents/5", agents(set("Edge/Kiosks"), Some(5))),
        ("#/everything?sort=name", everything()),
        ("#/projects/platform/edge/kiosk", agents(kiosk.clone(), None)),
        ("#/projects/platform/edge/kiosk/agents/5", agents(kiosk, Some(5))),
        ("#/projects/21,20,,21,kiosk", agents(Scope::Projects(vec![id(20), id(21)]), None)),
        ("#/everything?filter=100%", Address { filter: "100%".to_owned(), ..everything() }),
        ("#/everything?filter=a+b", Address { filter: "a+b".to_owned(), ..everything() }),
    ] {
        assert_eq!(Address::parse(hash), address, "{hash}");
    }
}

/// A path from a link becomes part of a request's URL.
#[test]
fn refuses_paths_that_climb() {
    for hash in [
        "#/groups/..",
        "#/groups/%2E%2E",
        "#/groups/a%2F..",
        "#/groups/a%2F%2Fb",
        "#/groups/a%3Fprivate_token=x",
        "#/groups/a%0Ab",
        "#/projects/..%2F..",
        "#/projects/.%2Fuser",
        "#/projects/99999999999999999999",
    ] {
        assert_eq!(Address::parse(hash).view, View::Choose, "{hash}");
    }
}

#[test]
fn carries_no_credentials() {
    let kept = agents(Scope::Everything, None);
    for query in [
        "private_token=glpat-sandbox-owner",
        "token=x&access_token=y&job_token=z",
        "filter=glpat-sandbox-owner",
        "filter=edge%20my-glpat-AbCdEfGhIjKlMnOpQrSt",
        "filter=glagent-AbCdEfGhIjKlMnOpQrSt",
        "gitlab=https%3A%2F%2Fuser%3Apassword%40gitlab.example.com",
        "gitlab=https%3A%2F%2Fgitlab.example.com%3Fprivate_token%3Dx",
        "gitlab=javascript%3Aalert(1)",
    ] {
        let mut hash = String::from("#/everything?");
        hash.push_str(query);
        assert_eq!(Address::parse(&hash), kept, "{query}");
    }
    let typed = Address {
        filter: "glpat-AbCdEfGhIjKlMnOpQrSt".to_owned(),
        gitlab: Some("https://user@gitlab.example.com".to_owned()),
        ..kept
    };
    assert_eq!(typed.to_hash(), "#/everything");
    assert_eq!(Address::parse("#/everything?filter=glagent-edge").filter, "glagent-edge");
}

/// Every kind of token that GitLab issues.
#[test]
fn what_looks_like_a_token_is_no_place_and_no_filter() {
    for token in [
        "glpat-AbCdEfGhIjKlMnOpQrSt",
        "glpat-sandbox-owner",
        "company-glpat-AbCdEfGhIjKlMnOpQrSt",
        "glagent-AbCdEfGhIjKlMnOpQrSt",
        "gloas-5d41402abc4b2a76b9719d911017c592",
        "gldt-AbCdEfGhIjKlMnOpQrSt",
        "glrt-t1_AbCdEfGhIjKlMnOpQrSt",
        "glrtr-AbCdEfGhIjKlMnOpQrSt",
        "glcbt-64_AbCdEfGhIjKlMnOpQrSt",
        "glptt-2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "glft-AbCdEfGhIjKlMnOpQrSt",
        "glimt-AbCdEfGhIjKlMnOpQrSt",
        "glsoat-AbCdEfGhIjKlMnOpQrSt",
        "glffct-AbCdEfGhIjKlMnOpQrSt",
        "glwt-AbCdEfGhIjKlMnOpQrSt",
        "GR1348941AbCdEfGhIjKlMnOpQrSt",
    ] {
        assert!(credential::looks_like_one(token), "{token}");
        let other = Address::parse(&["#/everything?filter=", token].concat());
        assert_eq!(other, agents(Scope::Everything, None), "{token}");
        for hash in [
            ["#/groups/", token],
            ["#/groups/platform%2F", token],
            ["#/projects/a/", token],
            ["#/sets/", token],
        ] {
            assert_eq!(Address::parse(&hash.concat()).view, View::Choose, "{hash:?}");
        }
        let link = ["#/?gitlab=https%3A%2F%2Fgitlab.example.com%2F", token].concat();
        assert_eq!(Address::parse(&link).gitlab, None);
        let pasted = parse_pasted(&["a/b a/", token].concat(), "https://gitlab.example.com");
        assert_eq!(pasted.projects, [path("a/b")]);
    }
    for name in [
        "glrt-runner-config",
        "gldt-deployments-of-2024",
        "glpat-tools",
        "glagent-edge",
        "tools/gl-AbCdEfGhIjKlMnOpQrSt",
    ] {
        assert!(!credential::looks_like_one(name), "{name}");
        assert!(GroupRef::parse(name).is_some(), "{name}");
    }
}

#[test]
fn normalises_the_gitlab_address_of_a_link() {
    let gitlab = |text: &str| {
        let mut hash = String::from("#/?gitlab=");
        percent::encode(text, &mut hash);
        Address::parse(&hash).gitlab
    };
    for text in [
        "https://gitlab.example.com/git",
        "https://gitlab.example.com/git/",
        "https://GITLAB.example.com:443/git/api/v4",
        "https://gitlab.example.com/git/api/v4/",
    ] {
        assert_eq!(gitlab(text).as_deref(), Some("https://gitlab.example.com/git"), "{text}");
    }
    // It is not opened, but not ignored either: the link is for another GitLab instance.
    assert_eq!(gitlab("http://other.example/").as_deref(), Some("http://other.example/"));
}

#[test]
fn equal_scopes_are_equal() {
    assert_eq!(
        Scope::projects(vec![path("a/b"), id(3), id(2), path("a/b")]),
        Some(Scope::Projects(vec![id(2), id(3), path("a/b")]))
    );
    assert_eq!(Scope::projects(Vec::new()), None);
}

#[test]
fn a_scope_has_sources() {
    let written = r#"{"Kiosks": ["20", "group:7", "platform/edge/kiosk", "group:platform"]}"#;
    let sets = Sets::parse(written).unwrap();
    assert_eq!(sets.to_json(), written.replace(": ", ":").replace(", ", ","));
    let places = |scope: Scope| Some(scope.sources(Archived::LeftOut, &sets)?.places);
    let platform = || GroupRef::Path("platform".to_owned());
    let members = vec![
        Member::Project(id(20)),
        Member::Group(GroupRef::Id(GroupId(7))),
        Member::Project(path("platform/edge/kiosk")),
        Member::Group(platform()),
    ];
    assert_eq!(places(set("Kiosks")), Some(Places::Members(members)));
    assert_eq!(places(set("kiosks")), None);
    assert_eq!(places(Scope::Everything), Some(Places::Everywhere));
    let group = Places::Members(vec![Member::Group(platform())]);
    assert_eq!(places(Scope::Group(platform())), Some(group));
    let projects = Places::Members(vec![Member::Project(id(3)), Member::Project(path("a/b"))]);
    assert_eq!(places(Scope::Projects(vec![id(3), path("a/b")])), Some(projects));
}

#[test]
fn sets_are_saved_replaced_and_removed() {
    let name = |text| SetName::new(text).unwrap();
    let member = |text| Member::parse(text).unwrap();
    let mut sets = Sets::default();
    assert_eq!(sets.to_json(), "{}");
    sets.put(name("b"), vec![member("1")]);
    sets.put(name("a"), vec![member("2")]);
    sets.put(name("b"), vec![member("group:g"), member("g/p")]);
    sets.put(name("c"), Vec::new());
    assert_eq!(sets.to_json(), r#"{"b":["group:g","g/p"],"a":["2"]}"#);
    sets.put(name("b"), Vec::new());
    sets.remove(&name("x"));
    assert_eq!(sets.names().collect::<Vec<_>>(), [&name("a")]);
    sets.remove(&name("a"));
    assert_eq!(sets, Sets::default());
}

#[test]
fn set_names_are_trimmed_and_limited() {
    assert_eq!(SetName::new("  운영 클러스터\u{3000}").unwrap().as_str(), "운영 클러스터");
    let longest = "트".repeat(64);
    assert_eq!(SetName::new(&longest).unwrap().as_str(), longest);
    for text in ["", " ", "a\nb", "a\u{7f}", "glagent-AbCdEfGhIjKlMnOpQrSt", &"x".repeat(65)] {
        assert_eq!(SetName::new(text), None, "{text}");
    }
}

#[test]
fn pasted_lists_are_parsed() {
    let text = "20, platform/edge/kiosk\n\
        https://gitlab.example.com/gitlab/root/test/-/clusters;root/test 20\r\n\
        https://GITLAB.example.com/gitlab/root/empty.git https://gitlab.example.com/gitlab/a/b/-\n\
        https://gitlab.example.com/gitlab/a/c?tab=1#x\thttps://other.example.com/a/b\n\
        https://gitlab.example.com/gitlabs/a/b kiosk ../x 한글/프로젝트";
    let pasted = parse_pasted(text, "https://gitlab.example.com/gitlab/");
    let projects = [
        id(20),
        path("platform/edge/kiosk"),
        path("root/test"),
        path("root/test"),
        id(20),
        path("root/empty"),
        path("a/b"),
        path("a/c"),
    ];
    assert_eq!(pasted.projects, projects);
    let unusable = [
        "https://other.example.com/a/b",
        "https://gitlab.example.com/gitlabs/a/b",
        "kiosk",
        "../x",
        "한글/프로젝트",
    ];
    assert_eq!(pasted.unusable, unusable);
    assert_eq!(parse_pasted(" \n", "https://gitlab.example.com"), Pasted::default());
}

fn project_ref() -> impl Strategy<Value = ProjectRef> {
    prop_oneof![
        any::<u64>().prop_map(id),
        "[a-z][A-Za-z0-9_.-]{0,9}(/[a-z][A-Za-z0-9_.-]{0,9}){1,4}".prop_map(ProjectRef::Path),
    ]
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::Everything),
        any::<u64>().prop_map(|id| Scope::Group(GroupRef::Id(GroupId(id)))),
        "[a-z][a-z0-9_.-]{0,9}(/[a-z][a-z0-9_.-]{0,9}){0,4}"
            .prop_map(|path| Scope::Group(GroupRef::Path(path))),
        Just(Scope::Group(GroupRef::Path("everything/agents/5".to_owned()))),
        set_name().prop_map(Scope::Set),
        prop::collection::vec(project_ref(), 1..6)
            .prop_map(|projects| Scope::projects(projects).unwrap()),
    ]
}

fn set_name() -> impl Strategy<Value = SetName> {
    "\\PC{1,70}".prop_filter_map("a name", |text| SetName::new(&text))
}

fn member() -> impl Strategy<Value = Member> {
    prop_oneof![
        project_ref().prop_map(Member::Project),
        any::<u64>().prop_map(|id| Member::Group(GroupRef::Id(GroupId(id)))),
        "[a-z][A-Za-z0-9_.-]{0,9}(/[a-z][A-Za-z0-9_.-]{0,9}){0,4}"
            .prop_map(|path| Member::Group(GroupRef::Path(path))),
    ]
}

fn columns() -> impl Strategy<Value = ShownColumns> {
    prop::collection::vec(prop::sample::select(Column::all().collect::<Vec<_>>()), 0..12).prop_map(
        |columns| {
            let names: Vec<_> = columns.iter().map(|column| column.as_str()).collect();
            ShownColumns::parse(&names.join(","))
        },
    )
}

fn view() -> impl Strategy<Value = View> {
    prop_oneof![
        1 => Just(View::Choose),
        5 => (scope(), any::<Option<u64>>())
            .prop_map(|(scope, agent)| View::Agents { scope, agent: agent.map(AgentId) }),
    ]
}

prop_compose! {
    fn address()(
        gitlab in prop::option::of("https?://[a-z][a-z0-9.:/-]{0,20}".prop_map(in_one_form)),
        view in view(),
        filter in any::<String>(),
        column in prop::sample::select(Column::all().collect::<Vec<_>>()),
        descending in any::<bool>(),
        columns in columns(),
        archived in prop::sample::select(vec![Archived::LeftOut, Archived::Included]),
    ) -> Address {
        Address { gitlab, view, filter, sort: Sort { column, descending }, columns, archived }
    }
}

proptest! {
    #[test]
    fn round_trips(address in address()) {
        prop_assert_eq!(Address::parse(&address.to_hash()), address);
    }

    #[test]
    fn sets_round_trip(
        sets in prop::collection::vec((set_name(), prop::collection::vec(member(), 0..5)), 0..6),
    ) {
        let mut kept = Sets::default();
        for (name, members) in &sets {
            kept.put(name.clone(), members.clone());
        }
        prop_assert_eq!(Sets::parse(&kept.to_json()), Some(kept.clone()));
        for name in kept.names() {
            let latest = sets.iter().rev().find(|(its, _)| its == name).unwrap();
            prop_assert_eq!(kept.get(name), Some(latest.1.as_slice()));
        }
    }

    #[test]
    fn a_hash_is_plain_ascii(address in address()) {
        let hash = address.to_hash();
        prop_assert!(hash.bytes().all(|byte| byte.is_ascii_graphic()), "{}", hash);
    }

    #[test]
    fn a_parsed_address_has_one_spelling(hash in "#?/?(projects|groups|sets|everything)?[ -~가]{0,40}") {
        let address = Address::parse(&hash);
        prop_assert_eq!(Address::parse(&address.to_hash()), address);
    }

    #[test]
    fn never_panics(text in any::<String>(), gitlab in any::<String>()) {
        let _ = Address::parse(&text);
        let _ = parse_pasted(&text, &gitlab);
        let _ = Sets::parse(&text);
    }
}

#[test]
fn names_are_found_in_any_unicode_form() {
    const COMPOSED: &str = "\u{c5e3}\u{c9c0}";
    const APART: &str = "\u{110b}\u{1166}\u{11ba}\u{110c}\u{1175}";
    let compose: Compose = |text| text.replace(APART, COMPOSED);
    let sets = |name: &str| Sets::parse(&format!(r#"{{"{name}": ["20"]}}"#)).unwrap();
    assert_ne!(sets(APART), sets(COMPOSED));
    assert_eq!(sets(APART).composed(compose), sets(COMPOSED));
    let twins = format!(r#"{{"{APART}": ["20"], "a": ["21"], "{COMPOSED}": ["22"]}}"#);
    let composed = Sets::parse(&twins).unwrap().composed(compose);
    let names: Vec<_> = composed.names().map(SetName::as_str).collect();
    assert_eq!(names, [COMPOSED, "a"]);
    assert_eq!(composed.get(&SetName::new(COMPOSED).unwrap()).map(<[_]>::len), Some(1));

    let link = |name: &str| Address::parse(&format!("#/sets/{name}/agents/5?filter=by:{name}"));
    assert_eq!(link(APART).composed(compose), link(COMPOSED));
    // Everything else is unchanged.
    let other = Address::parse("#/groups/a%2Fb?sort=-id&archived=true");
    assert_eq!(other.clone().composed(compose), other);
}
