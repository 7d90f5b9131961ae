//! The engine as the core's reader of relations.

use crate::{Deep, DeepError, KINDS, Reading};
use diptych_core::relation::{Claim, Inference, ReadError, Reading as Relation, RelationKind, RelationReader};
use std::collections::HashMap;

/// The kinds in the order in which the network gives them.
const ORDER: [RelationKind; KINDS] = [
    RelationKind::Agreement,
    RelationKind::Contradiction,
    RelationKind::Quantity,
    RelationKind::Attribution,
    RelationKind::Certainty,
    RelationKind::Framing,
    RelationKind::Unrelated,
];

impl Deep {
    /// The probabilities at the model's temperature, in the core's order (Guo et al. 2017, "On calibration of modern neural
    /// networks").
    fn calibrated(&self, kinds: &[f32; KINDS]) -> [f64; RelationKind::COUNT] {
        let mut out = [0.0; RelationKind::COUNT];
        for (kind, p) in ORDER.into_iter().zip(kinds) {
            out[kind.index()] = libm::pow(f64::from(*p), 1.0 / self.temperature);
        }
        let total: f64 = out.iter().sum();
        out.map(|p| p / total)
    }

    fn relation(&self, reading: &Reading, flipped: bool) -> Relation {
        let [there, back] = [reading.entails_ab, reading.entails_ba].map(|p| {
            let [entailment, neutral, contradiction] = p.map(f64::from);
            Inference { entailment, neutral, contradiction }
        });
        Relation {
            kinds: self.calibrated(&reading.kinds),
            inference: if flipped { [back, there] } else { [there, back] },
            similarity: f64::from(reading.similarity),
        }
    }

    /// Reads each pair, a claim that stands in several of them encoded once.
    fn relations(&self, pairs: &[[Claim<'_>; 2]]) -> Result<Vec<Relation>, DeepError> {
        let (mut claims, mut places) = (Vec::new(), HashMap::new());
        let mut place = |text| {
            *places.entry(text).or_insert_with(|| {
                claims.push(text);
                claims.len() - 1
            })
        };
        // The network may see a pair a little differently from its other side, so that the side is always the same.
        let order = |[a, b]: &[Claim<'_>; 2]| a.text > b.text;
        let places: Vec<(usize, usize)> = pairs
            .iter()
            .map(|pair| {
                let [a, b] = pair.map(|claim| place(claim.text));
                if order(pair) { (b, a) } else { (a, b) }
            })
            .collect();
        let states = self.encode(&claims)?;
        let asked: Vec<_> = places.iter().map(|&(a, b)| (&states[a], &states[b])).collect();
        let read = self.read(&asked)?;
        let silent = |claim: &Claim<'_>| !claim.text.chars().any(char::is_alphanumeric);
        let answers = pairs.iter().zip(&read);
        Ok(answers
            .map(|(pair, r)| if pair.iter().any(silent) { Relation::NOTHING } else { self.relation(r, order(pair)) })
            .collect())
    }
}

impl RelationReader for Deep {
    fn name(&self) -> &str {
        &self.name
    }

    fn sha256(&self) -> &str {
        &self.sha256
    }

    fn clear_from(&self) -> f64 {
        self.clear_from
    }

    fn read(&self, pairs: &[[Claim<'_>; 2]]) -> Result<Vec<Relation>, ReadError> {
        self.relations(pairs).map_err(|error| ReadError(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_the_same_from_both_sides_and_silence_is_unrelated() {
        let deep = Deep::from_bytes(include_bytes!("../tests/tiny.bin")).unwrap();
        let claim = |text| Claim { text, lang: None };
        let (a, b) = (claim("The port of Karsk stays closed."), claim("Порт Карск закрыт."));
        let read = RelationReader::read(&deep, &[[a, b], [b, a], [a, claim("…")]]).unwrap();
        assert_eq!((read[0].kinds, read[0].similarity), (read[1].kinds, read[1].similarity));
        assert_eq!(read[0].inference, [read[1].inference[1], read[1].inference[0]]);
        assert!((read[0].kinds.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert_eq!(read[2], Relation::NOTHING);
    }
}
