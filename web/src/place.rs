//! Where the reader is, as the address says it after `#`: a link leads to a view, a pair and a finding of it, and may name
//! a case of the gallery or carry one whole.

use std::fmt;

/// One way to look at a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Claim beside claim, or text beside text.
    #[default]
    Sides,
    /// The list of findings.
    Findings,
    /// Claims against accounts, accounts against accounts.
    Matrix,
    /// The index and charts.
    Overview,
}

impl View {
    /// All of them, in the order of the tabs.
    pub const ALL: [View; 4] = [View::Sides, View::Findings, View::Matrix, View::Overview];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            View::Sides => "sides",
            View::Findings => "findings",
            View::Matrix => "matrix",
            View::Overview => "overview",
        }
    }
}

/// A place in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The view.
    pub view: View,
    /// The pair of accounts, by place in the report.
    pub pair: usize,
    /// The finding that is looked at, by place in the pair.
    pub finding: Option<usize>,
    /// A case of the gallery.
    pub case: Option<String>,
    /// A whole case, packed by `link`.
    pub data: Option<String>,
}

impl Place {
    /// Reads what follows `#`. Whatever it does not know it leaves at its default, since people cut addresses short.
    pub fn parse(fragment: &str) -> Place {
        let mut place = Place::default();
        for part in fragment.trim_start_matches('#').split('&') {
            let Some((name, value)) = part.split_once('=') else { continue };
            match name {
                "view" => place.view = View::ALL.into_iter().find(|v| v.name() == value).unwrap_or_default(),
                // People count from one.
                "pair" => place.pair = value.parse::<usize>().map_or(0, |n| n.saturating_sub(1)),
                "finding" => place.finding = value.parse::<usize>().ok().and_then(|n| n.checked_sub(1)),
                "case" if is_name(value) => place.case = Some(value.into()),
                "data" => place.data = Some(value.into()),
                _ => {}
            }
        }
        place
    }
}

/// Whether it can be a file of the gallery, and no way out of it.
fn is_name(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#view={}", self.view.name())?;
        if self.pair > 0 {
            write!(f, "&pair={}", self.pair + 1)?;
        }
        if let Some(finding) = self.finding {
            write!(f, "&finding={}", finding + 1)?;
        }
        if let Some(case) = &self.case {
            write!(f, "&case={case}")?;
        }
        if let Some(data) = &self.data {
            write!(f, "&data={data}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_from_its_address() {
        let place = Place {
            view: View::Findings,
            pair: 2,
            finding: Some(0),
            case: Some("call-birthday-leaders".into()),
            data: Some("AbC_-".into()),
        };
        assert_eq!(Place::parse(&place.to_string()), place);
        assert_eq!(Place::parse(&Place::default().to_string()), Place::default());
    }

    #[test]
    fn what_makes_no_sense_is_left_at_its_default() {
        for odd in ["", "#", "#view=none&pair=x&finding=0", "#case=../secret", "#view&&=", "#pair=0"] {
            assert_eq!(Place::parse(odd), Place::default(), "{odd}");
        }
    }
}
