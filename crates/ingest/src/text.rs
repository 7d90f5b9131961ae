//! Plain text: taken as it is.

use crate::{Content, Format, Reader};

pub(crate) const READER: Reader = Reader {
    format: Format::Text,
    extensions: &["txt", "text", "asc"],
    sniff: |_| true,
    read: |text| Ok(Content { text: text.to_string(), title: None, warnings: Vec::new() }),
};
