/// Rows of cells as a table that a reviewer reads: columns as wide as their widest cell.
pub fn table(rows: &[Vec<String>]) -> String {
    let width =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|c| c.chars().count()).max();
    let mut told = String::new();
    for row in rows {
        let cells = row.iter().enumerate().map(|(at, cell)| {
            let wide = width(at).unwrap_or(0);
            format!("{cell:wide$}")
        });
        told.push_str(cells.collect::<Vec<_>>().join(" | ").trim_end());
        told.push('\n');
    }
    told
}
