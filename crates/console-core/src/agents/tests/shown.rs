//! The choice of columns.

use super::*;

fn shown(text: &str) -> String {
    ShownColumns::parse(text).to_text()
}

#[test]
fn the_name_is_always_shown() {
    for (text, expected) in [
        ("", "name"),
        ("status", "name,status"),
        ("status,name,status", "status,name"),
        ("id,colour,,name", "id,name"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
    let every = "name,status,last_contact,tokens,project,created,created_by,id";
    assert_eq!(ShownColumns::default().to_text(), every);
    let mut columns = ShownColumns::parse("name");
    columns.toggle(Column::Name);
    assert_eq!(columns.to_text(), "name");
}

#[test]
fn columns_come_go_and_move() {
    let mut columns = ShownColumns::parse("name,status,id");
    columns.toggle(Column::Project);
    assert_eq!(columns.to_text(), "name,status,id,project");
    columns.toggle(Column::Status);
    assert_eq!(columns.to_text(), "name,id,project");
    columns.put(Column::Project, 0);
    assert_eq!(columns.to_text(), "project,name,id");
    columns.put(Column::Project, 9);
    assert_eq!(columns.to_text(), "name,id,project");
    columns.put(Column::Tokens, 0);
    assert_eq!(columns.as_slice(), [Column::Name, Column::Id, Column::Project]);
    assert!(columns.contains(Column::Id) && !columns.contains(Column::Tokens));
    columns.toggle_in_order(Column::Status);
    assert_eq!(columns.to_text(), "name,status,id,project");
    columns.toggle_in_order(Column::Id);
    assert_eq!(columns.to_text(), "name,status,project");
}

proptest! {
    #[test]
    fn a_choice_reads_back(
        steps in prop::collection::vec(
            (prop::sample::select(Column::all().collect::<Vec<_>>()), prop::option::of(0_usize..10)), 0..20,
        ),
    ) {
        let mut columns = ShownColumns::default();
        for (column, place) in steps {
            let before = columns.contains(column);
            match place {
                Some(place) => columns.put(column, place),
                None => columns.toggle(column),
            }
            let toggled = place.is_none() && column != Column::Name;
            prop_assert_eq!(columns.contains(column), before != toggled);
            prop_assert!(columns.contains(Column::Name));
            prop_assert_eq!(ShownColumns::parse(&columns.to_text()), columns.clone());
        }
    }
}
