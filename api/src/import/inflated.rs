//! How long a DEFLATE stream (RFC 1951) becomes, counted without inflating it.
//!
//! The sizes that a ZIP archive states may lie, and the library that reads workbooks believes no
//! size and knows no bound. Counting needs no memory, and a counter needs no window.

/// Why there is no length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoLength {
    /// The bytes are no DEFLATE stream.
    Damaged,
    /// It becomes longer than allowed.
    TooLong,
}

/// The inflated length of `stream` in bytes, as long as it is at most `max`.
pub(super) fn inflated_len(stream: &[u8], max: u64) -> Result<u64, NoLength> {
    let mut bits = Bits { bytes: stream.iter(), held: 0, count: 0 };
    let mut length = Length { bytes: 0, max };
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut length)?,
            1 => coded(&mut bits, &fixed()?, &mut length)?,
            2 => {
                let codes = dynamic(&mut bits)?;
                coded(&mut bits, &codes, &mut length)?;
            }
            _ => return Err(NoLength::Damaged),
        }
        if last {
            return Ok(length.bytes);
        }
    }
}

struct Length {
    bytes: u64,
    max: u64,
}

impl Length {
    fn grow(&mut self, bytes: u64) -> Result<(), NoLength> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.max { Err(NoLength::TooLong) } else { Ok(()) }
    }
}

struct Bits<'a> {
    bytes: std::slice::Iter<'a, u8>,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    /// At most 16 bits.
    fn take(&mut self, wanted: u32) -> Result<u32, NoLength> {
        while self.count < wanted {
            let byte = self.bytes.next().ok_or(NoLength::Damaged)?;
            self.held |= u32::from(*byte) << self.count;
            self.count += 8;
        }
        let taken = self.held & ((1 << wanted) - 1);
        self.held >>= wanted;
        self.count -= wanted;
        Ok(taken)
    }

    /// The rest of the byte that was begun is padding.
    fn align(&mut self) {
        (self.held, self.count) = (0, 0);
    }
}

fn stored(bits: &mut Bits<'_>, length: &mut Length) -> Result<(), NoLength> {
    bits.align();
    let len = bits.take(16)?;
    let check = bits.take(16)?;
    if len != !check & 0xffff {
        return Err(NoLength::Damaged);
    }
    if len > 0 {
        let last = usize::try_from(len - 1).map_err(|_| NoLength::Damaged)?;
        bits.bytes.nth(last).ok_or(NoLength::Damaged)?;
    }
    length.grow(len.into())
}

/// A canonical Huffman code: how many codes of each length, and their symbols in order.
struct Code {
    counts: [u32; LENGTHS],
    symbols: Vec<u16>,
}

const LENGTHS: usize = 16;

impl Code {
    fn new(lengths: &[u8]) -> Result<Self, NoLength> {
        let mut counts = [0; LENGTHS];
        let mut used = Vec::new();
        for (symbol, length) in (0_u16..).zip(lengths).filter(|(_, length)| **length > 0) {
            *counts.get_mut(usize::from(*length)).ok_or(NoLength::Damaged)? += 1;
            used.push((*length, symbol));
        }
        let mut free = 1_i64;
        for count in counts.iter().skip(1) {
            free = free * 2 - i64::from(*count);
            if free < 0 {
                return Err(NoLength::Damaged);
            }
        }
        used.sort_unstable();
        Ok(Self { counts, symbols: used.into_iter().map(|(_, symbol)| symbol).collect() })
    }

    fn symbol(&self, bits: &mut Bits<'_>) -> Result<u16, NoLength> {
        let (mut code, mut first, mut index) = (0_u32, 0_u32, 0_u32);
        for count in self.counts.iter().skip(1) {
            code |= bits.take(1)?;
            if let Some(place) = code.checked_sub(first).filter(|place| place < count) {
                let at = usize::try_from(index + place).map_err(|_| NoLength::Damaged)?;
                return self.symbols.get(at).copied().ok_or(NoLength::Damaged);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(NoLength::Damaged)
    }
}

struct Codes {
    literals: Code,
    distances: Code,
}

/// The code that the format itself gives.
fn fixed() -> Result<Codes, NoLength> {
    let runs = [(8_u8, 144), (9, 112), (7, 24), (8, 8)];
    let lengths: Vec<u8> =
        runs.into_iter().flat_map(|(length, times)| std::iter::repeat_n(length, times)).collect();
    Ok(Codes { literals: Code::new(&lengths)?, distances: Code::new(&[5; 30])? })
}

/// A code that the block brings along, itself coded.
fn dynamic(bits: &mut Bits<'_>) -> Result<Codes, NoLength> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let size = |read: u32| usize::try_from(read).map_err(|_| NoLength::Damaged);
    let literals = size(bits.take(5)?)? + 257;
    let distances = size(bits.take(5)?)? + 1;
    let told = size(bits.take(4)?)? + 4;
    let mut of_lengths = [0_u8; 19];
    for place in ORDER.into_iter().take(told) {
        let length = u8::try_from(bits.take(3)?).map_err(|_| NoLength::Damaged)?;
        *of_lengths.get_mut(place).ok_or(NoLength::Damaged)? = length;
    }
    let code = Code::new(&of_lengths)?;
    let mut lengths: Vec<u8> = Vec::with_capacity(320);
    while lengths.len() < literals + distances {
        let (length, times) = match code.symbol(bits)? {
            16 => (*lengths.last().ok_or(NoLength::Damaged)?, 3 + size(bits.take(2)?)?),
            17 => (0, 3 + size(bits.take(3)?)?),
            18 => (0, 11 + size(bits.take(7)?)?),
            literal => (u8::try_from(literal).map_err(|_| NoLength::Damaged)?, 1),
        };
        lengths.extend(std::iter::repeat_n(length, times));
    }
    if lengths.len() > literals + distances {
        return Err(NoLength::Damaged);
    }
    let (of_literals, of_distances) = lengths.split_at(literals);
    Ok(Codes { literals: Code::new(of_literals)?, distances: Code::new(of_distances)? })
}

fn coded(bits: &mut Bits<'_>, codes: &Codes, length: &mut Length) -> Result<(), NoLength> {
    const END: u16 = 256;
    loop {
        let symbol = codes.literals.symbol(bits)?;
        if symbol < END {
            length.grow(1)?;
            continue;
        }
        if symbol == END {
            return Ok(());
        }
        let (shortest, extra) = copied(symbol - END - 1)?;
        length.grow(u64::from(shortest + bits.take(extra)?))?;
        // Where the copy comes from does not matter to its length; only its bits are passed over.
        let distance = u32::from(codes.distances.symbol(bits)?);
        if distance > 29 {
            return Err(NoLength::Damaged);
        }
        bits.take((distance / 2).saturating_sub(1))?;
    }
}

/// Shortest copy of a length symbol, counted from the first, and how many bits say the rest.
fn copied(symbol: u16) -> Result<(u32, u32), NoLength> {
    let symbol = u32::from(symbol);
    match symbol {
        0..8 => Ok((3 + symbol, 0)),
        8..28 => {
            let extra = (symbol - 4) / 4;
            Ok((3 + ((4 + symbol % 4) << extra), extra))
        }
        28 => Ok((258, 0)),
        _ => Err(NoLength::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `zlib.compress(b"a" * 1000, wbits=-15)` of Python.
    const THOUSAND_A: &[u8] = &[0x4b, 0x4c, 0x1c, 0x05, 0xa3, 0x60, 0x14, 0x0c, 0x77, 0x00, 0x00];

    #[test]
    fn copies_are_as_long_as_the_format_says() {
        let known = [(0, (3, 0)), (8, (11, 1)), (12, (19, 2)), (27, (227, 5)), (28, (258, 0))];
        for (symbol, length) in known {
            assert_eq!(copied(symbol), Ok(length), "{symbol}");
        }
        assert_eq!(copied(29), Err(NoLength::Damaged));
    }

    #[test]
    fn copies_count_with_their_length() {
        assert_eq!(inflated_len(THOUSAND_A, 1_000), Ok(1_000));
    }

    #[test]
    fn counting_stops_at_the_bound() {
        assert_eq!(inflated_len(THOUSAND_A, 999), Err(NoLength::TooLong));
    }

    #[test]
    fn stored_blocks_count_what_they_hold() {
        assert_eq!(inflated_len(&[0x01, 0x02, 0x00, 0xfd, 0xff, b'h', b'i'], 10), Ok(2));
        assert_eq!(inflated_len(&[0x01, 0x02, 0x00, 0x00, 0x00, b'h'], 10), Err(NoLength::Damaged));
    }

    #[test]
    fn a_cut_or_senseless_stream_is_damaged() {
        assert_eq!(inflated_len(&THOUSAND_A[..6], 1_000), Err(NoLength::Damaged));
        assert_eq!(inflated_len(&[], 1_000), Err(NoLength::Damaged));
        assert_eq!(inflated_len(&[0x07], 1_000), Err(NoLength::Damaged));
    }
}
