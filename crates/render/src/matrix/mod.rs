//! How accounts that stand against each other are shown: as text, as a table, and as a page.

pub mod page;

use super::csv::{table, tame};
use super::{one_line, percent};
use diptych_core::many::matrix::Matrix;

/// For the terminal: the matrix, the tree, the places on the map.
pub fn text(m: &Matrix) -> String {
    let names: Vec<String> = m.accounts.iter().map(|a| one_line(&a.source)).collect();
    let mut out = format!(
        "{}\n\nDiscrepancy index of accounts against accounts, in the order of the tree (n = {})\n",
        one_line(&m.title),
        names.len()
    );
    out += &format!("  {:4}", "");
    m.order.iter().for_each(|j| out += &format!(" {:>5}", j + 1));
    out.push('\n');
    for i in &m.order {
        out += &format!("  {:>4}", i + 1);
        for j in &m.order {
            out += &if i == j { format!(" {:>5}", "·") } else { format!(" {:5.2}", m.index[*i][*j]) };
        }
        out += &format!("  {} (mean {:.2})\n", names[*i], m.accounts[*i].mean);
    }
    out += "\nTree by average linkage (mean index at which two clusters join)\n";
    let root = m.accounts.len() + m.joins.len();
    branch(m, &names, root.saturating_sub(1), "  ", "", &mut out);
    out += &format!(
        "\nMap (classical scaling; the axes show {} and {} of the whole)\n",
        percent(m.shown[0]),
        percent(m.shown[1])
    );
    for (i, a) in m.accounts.iter().enumerate() {
        out += &format!("  {:>4} {:>7.3} {:>7.3}  {}\n", i + 1, a.place[0], a.place[1], names[i]);
    }
    out
}

/// A cluster and what is in it, each a line, drawn below one another.
fn branch(m: &Matrix, names: &[String], cluster: usize, first: &str, rest: &str, out: &mut String) {
    let n = names.len();
    match cluster.checked_sub(n).and_then(|k| m.joins.get(k)) {
        Some(join) => {
            *out += &format!("{first}{:.2}\n", join.height);
            let under = if rest.is_empty() { "  " } else { rest };
            branch(m, names, join.left, &format!("{under}├─ "), &format!("{under}│  "), out);
            branch(m, names, join.right, &format!("{under}└─ "), &format!("{under}   "), out);
        }
        None => {
            *out += &format!("{first}{} {}\n", cluster + 1, names.get(cluster).map_or("", String::as_str));
        }
    }
}

/// Accounts against accounts, with each account's place on the map.
pub fn csv(m: &Matrix) -> String {
    let mut head = vec!["account".to_string(), "source".into(), "lang".into(), "claims".into()];
    head.extend(m.accounts.iter().map(|a| tame(&a.id)));
    head.extend(["mean".into(), "axis_1".into(), "axis_2".into()]);
    let row = |(i, a): (usize, &diptych_core::many::matrix::Placed)| {
        let mut row = vec![tame(&a.id), tame(&a.source), a.lang.to_string(), a.claims.to_string()];
        row.extend(m.index[i].iter().map(f64::to_string));
        row.extend([a.mean, a.place[0], a.place[1]].map(|x| x.to_string()));
        row
    };
    table(std::iter::once(head).chain(m.accounts.iter().enumerate().map(row)))
}
