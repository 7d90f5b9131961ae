//! Whether an ONNX graph is laid out as it says, down to its smallest part. `rten` waits for ever for the end of a number of more
//! than ten bytes, and a length that leads out of its part has it read anything as a number.

/// The messages of the format, as far as they hold others.
#[derive(Clone, Copy, PartialEq)]
enum Message {
    Model,
    Graph,
    Node,
    Attribute,
    Tensor,
    Value,
    Type,
    TensorType,
    SequenceType,
    Shape,
    /// One that holds no other.
    Flat,
    /// No message: numbers, one after the other.
    Numbers,
}

/// Which field of a message holds which message (onnx.proto3).
const WITHIN: [(Message, u64, Message); 20] = [
    (Message::Model, 7, Message::Graph),
    (Message::Model, 8, Message::Flat),
    (Message::Model, 14, Message::Flat),
    (Message::Graph, 1, Message::Node),
    (Message::Graph, 5, Message::Tensor),
    (Message::Graph, 11, Message::Value),
    (Message::Graph, 12, Message::Value),
    (Message::Graph, 13, Message::Value),
    (Message::Node, 5, Message::Attribute),
    (Message::Attribute, 5, Message::Tensor),
    (Message::Attribute, 6, Message::Graph),
    (Message::Tensor, 5, Message::Numbers),
    (Message::Tensor, 7, Message::Numbers),
    (Message::Tensor, 13, Message::Flat),
    (Message::Value, 2, Message::Type),
    (Message::Type, 1, Message::TensorType),
    (Message::Type, 4, Message::SequenceType),
    (Message::TensorType, 2, Message::Shape),
    (Message::SequenceType, 1, Message::Type),
    (Message::Shape, 1, Message::Flat),
];

/// Most messages within each other; a graph that has no graphs in it needs six.
const DEPTH: usize = 20;

/// Whether every part of the file lies within the one around it.
pub fn sound(file: &[u8]) -> bool {
    fits(file, Message::Model, DEPTH)
}

fn fits(mut rest: &[u8], message: Message, depth: usize) -> bool {
    while !rest.is_empty() {
        let Some((key, data)) = varint(rest) else { return false };
        if message == Message::Numbers {
            rest = data;
            continue;
        }
        // The kind of what follows: a number, eight bytes, a length and so many bytes, four bytes.
        let after = match key & 7 {
            0 => varint(data).map(|(_, after)| after),
            1 => data.get(8..),
            2 => {
                let part = varint(data).and_then(|(length, data)| data.split_at_checked(usize::try_from(length).ok()?));
                let within = WITHIN.iter().find(|(outer, field, _)| (*outer, *field) == (message, key >> 3));
                part.filter(|(part, _)| within.is_none_or(|(.., inner)| depth > 0 && fits(part, *inner, depth - 1)))
                    .map(|(_, after)| after)
            }
            5 => data.get(4..),
            _ => None,
        };
        let Some(after) = after else { return false };
        rest = after;
    }
    true
}

/// A number of seven bits a byte, and what follows it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0u64;
    for (n, byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return (n < 9 || *byte < 2).then(|| (value, &bytes[n + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{sound, varint};

    #[test]
    fn numbers_are_read_to_their_end() {
        assert_eq!(varint(&[0x96, 1, 7]), Some((150, &[7u8][..])));
        assert_eq!((varint(&[]), varint(&[0x80]), varint(&[0x80; 12])), (None, None, None));
        let most = [&[0xff; 9][..], &[1]].concat();
        assert_eq!(varint(&most), Some((u64::MAX, &[][..])));
    }

    #[test]
    fn no_part_leads_out_of_the_one_around_it() {
        // A graph with a tensor of three numbers, packed.
        let model = [0x3a, 8, 0x2a, 6, 0x3a, 3, 1, 2, 3, 0x40];
        let sizes = |graph: u8, tensor: u8, numbers: u8| {
            let mut model = model.to_vec();
            (model[1], model[3], model[5]) = (graph, tensor, numbers);
            sound(&model[..9])
        };
        assert!(sizes(7, 5, 3) && sound(&[]) && sound(&[0x08, 0x96, 1]));
        assert!(!sizes(8, 5, 3) && !sizes(7, 6, 3) && !sizes(7, 5, 4) && !sizes(7, 5, 2) && !sizes(6, 5, 3));
        let long = |bytes: usize| {
            let numbers = [&vec![0xff; bytes - 1][..], &[1]].concat();
            [&[0x3a, bytes as u8 + 4, 0x2a, bytes as u8 + 2, 0x3a, bytes as u8], &numbers[..]].concat()
        };
        assert!(sound(&long(10)) && !sound(&long(11)));
        assert!(!sound(&model) && !sound(&[0x0b]) && !sound(&[0x09, 1, 2]));
        let nested = |depth: usize| {
            let wrap = |inner: Vec<u8>, key: u8| {
                let length = [(inner.len() % 128) as u8 | 0x80, (inner.len() / 128) as u8];
                [&[key][..], &length, &inner].concat()
            };
            // From within: an attribute of a node of a graph, which is an attribute.
            wrap((0..depth).flat_map(|_| [0x32, 0x2a, 0x0a]).fold(Vec::new(), wrap), 0x3a)
        };
        assert!(sound(&nested(5)));
        assert!(!sound(&nested(50)), "graphs in graphs without end");
    }

    #[test]
    fn the_models_that_are_here_are_sound() {
        for model in [&include_bytes!("../tests/tiny.bin")[..], include_bytes!("../../../models/deep.bin")] {
            let file = crate::container::Container::parse(model).unwrap();
            for graph in ["encoder", "reader"] {
                assert!(sound(file.section(graph).unwrap()), "{graph}");
            }
        }
    }
}
