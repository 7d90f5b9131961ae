//! The engine as the core's reader of relations.

use crate::{Deep, DeepError};
use diptych_core::relation::fitted::Fitted;
use diptych_core::relation::{Claim, ReadError, Reading as Relation, RelationReader};
use std::collections::HashMap;

impl Deep {
    /// What the network alone makes of each pair, a claim that stands in several of them encoded once.
    ///
    /// # Errors
    ///
    /// As for [`Deep::encode`].
    pub fn network(&self, pairs: &[[Claim<'_>; 2]]) -> Result<Vec<Relation>, DeepError> {
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
        Ok(pairs.iter().zip(&read).map(|(pair, r)| r.relation(order(pair))).collect())
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
        let light = self.light.read(pairs)?;
        let network = self.network(pairs).map_err(|error| ReadError(error.to_string()))?;
        let silent = |claim: &Claim<'_>| !claim.text.chars().any(char::is_alphanumeric);
        let both = pairs.iter().zip(light.iter().zip(&network));
        Ok(both
            .map(|(pair, (x, y))| if pair.iter().any(silent) { Relation::NOTHING } else { self.mix.of(x, y) })
            .collect())
    }

    fn fitted(&self) -> Option<&Fitted> {
        Some(&self.fitted)
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
