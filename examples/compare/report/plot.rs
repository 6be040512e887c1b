//! A dot plot of the promises on one card: one line each, the shape of the dot says how the value bounds the promise.

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crosscounty::Bound;

/// Width of a plot, in the units of its view box.
const WIDTH: u32 = 360;
/// Height of a line.
const LINE: u32 = 24;
/// Room for the names of the counties.
const NAMES: u32 = 86;
/// Room for the horizons.
const HORIZONS: u32 = 44;
/// Room for the axis.
const AXIS: u32 = 24;

const INK: RGBColor = RGBColor(0x1f, 0x29, 0x33);
const DOT: RGBColor = RGBColor(0x0b, 0x5c, 0x8a);
const NEAR: RGBColor = RGBColor(0xa3, 0x4a, 0x00);
const FAINT: RGBColor = RGBColor(0x5b, 0x67, 0x73);
const GRID: RGBColor = RGBColor(0xd9, 0xde, 0xe3);

/// One line of a plot.
pub(super) struct Line {
    /// The county.
    pub(super) name: String,
    /// By when.
    pub(super) horizon: String,
    /// The value as printed.
    pub(super) label: String,
    /// Lower and upper end on the axis.
    pub(super) ends: (f64, f64),
    /// How the value bounds the promise.
    pub(super) bound: Bound,
    /// Whether something keeps it from being read directly against the others.
    pub(super) near: bool,
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Result<'a> = std::result::Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// The plot as an SVG element; none where there is nothing to draw or a value is out of all bounds.
pub(super) fn dots(lines: &[Line], percent: bool) -> Option<String> {
    let finite = |line: &Line| line.ends.0.is_finite() && line.ends.1.is_finite() && line.ends.1.abs() < 1e15;
    if lines.is_empty() || !lines.iter().all(finite) {
        return None;
    }
    let axis = Axis::of(lines, percent);
    let height = LINE * u32::try_from(lines.len()).ok()? + AXIS + 4;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        draw(&root, lines, &axis).ok()?;
        root.present().ok()?;
    }
    // the page sets the size and the font
    let at = svg.find("<svg ")?;
    let body = svg[at..].replacen(&format!("width=\"{WIDTH}\" height=\"{height}\" "), "", 1);
    let body = body.replace(" font-family=\"sans-serif\"", "").replace(" opacity=\"1\"", "");
    Some(body.replace(" stroke-width=\"1\"", "").replace('\n', ""))
}

/// The axis of values.
struct Axis {
    from: f64,
    to: f64,
    ticks: Vec<f64>,
}

impl Axis {
    /// An axis that holds 0 and all values, so that lengths can be compared; up to 100 for shares.
    fn of(lines: &[Line], percent: bool) -> Self {
        let low = lines.iter().map(|line| line.ends.0).fold(0.0, f64::min);
        let high = lines.iter().map(|line| line.ends.1).fold(0.0, f64::max);
        let high = if percent && high > 50.0 && high <= 100.0 { 100.0 } else { high };
        let span = if high > low { high - low } else { 1.0 };
        let step = step(span / 3.0);
        let (from, to) = ((low / step).floor(), ((low + span) / step).ceil());
        let ticks = (0..=((to - from) as u32).min(12)).map(|i| (from + f64::from(i)) * step).collect();
        Self { from: from * step, to: to * step, ticks }
    }
}

/// The next of 1, 2, 5, 10 … times a power of ten that is not below `least`.
fn step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|factor| factor * power).find(|step| *step >= least * 0.999).unwrap_or(10.0 * power)
}

/// A number as a reader writes it: 0.5亿, 2万, 15.
pub(super) fn short(value: f64) -> String {
    let (scaled, unit) = match value.abs() {
        size if size >= 1e8 => (value / 1e8, "亿"),
        size if size >= 1e4 => (value / 1e4, "万"),
        _ => (value, ""),
    };
    let rounded = (scaled * 1e4).round() / 1e4;
    format!("{rounded}{unit}")
}

fn draw<'a>(root: &Area<'a>, lines: &[Line], axis: &Axis) -> Result<'a> {
    let bottom = i32::try_from(LINE * lines.len() as u32).unwrap_or(i32::MAX) + 2;
    let x = (NAMES as i32 + 8)..(WIDTH - HORIZONS) as i32 - 8;
    let plane: Cartesian2d<RangedCoordf64, RangedCoordf64> =
        Cartesian2d::new(axis.from..axis.to, 0.0..lines.len() as f64, (x, 2..bottom));
    let at = |value: f64, line: usize| {
        let (x, y) = plotters::coord::CoordTranslate::translate(&plane, &(value, line as f64 + 0.5));
        (x, y)
    };
    for value in &axis.ticks {
        let (x, _) = at(*value, 0);
        root.draw(&PathElement::new(vec![(x, 2), (x, bottom)], ShapeStyle::from(&GRID)))?;
        root.draw(&Text::new(short(*value), (x, bottom + 4), text(10, &FAINT, HPos::Center, VPos::Top)))?;
    }
    let zero = at(0.0, 0).0;
    root.draw(&PathElement::new(vec![(zero, 2), (zero, bottom)], ShapeStyle::from(&FAINT)))?;
    for (i, line) in lines.iter().enumerate() {
        let (from, to) = (at(line.ends.0, i), at(line.ends.1, i));
        let colour = if line.near { &NEAR } else { &DOT };
        let name = text(12, &INK, HPos::Right, VPos::Center);
        root.draw(&Text::new(line.name.clone(), (NAMES as i32, from.1), name))?;
        let by = text(11, &FAINT, HPos::Right, VPos::Center);
        root.draw(&Text::new(line.horizon.clone(), (WIDTH as i32 - 1, from.1), by))?;
        root.draw(&PathElement::new(vec![(zero, from.1), from], ShapeStyle::from(&GRID)))?;
        shape(root, &line.bound, from, to, (colour, line.near))?;
        let roomy = to.0 < (NAMES + (WIDTH - NAMES - HORIZONS) / 2) as i32;
        let (x, side) = if roomy { (to.0 + 9, HPos::Left) } else { (from.0 - 9, HPos::Right) };
        root.draw(&Text::new(line.label.clone(), (x, from.1), text(11, &INK, side, VPos::Center)))?;
    }
    Ok(())
}

/// A filled or hollow mark: ● the value itself, ▶ a floor, ◀ a cap, ◆ about, a bar between two printed ends.
fn shape<'a>(
    root: &Area<'a>,
    bound: &Bound,
    from: (i32, i32),
    to: (i32, i32),
    (colour, hollow): (&RGBColor, bool),
) -> Result<'a> {
    let style = if hollow { colour.stroke_width(2) } else { colour.filled() };
    let (x, y) = from;
    let outline =
        |points: &[(i32, i32)]| -> Vec<(i32, i32)> { points.iter().map(|(dx, dy)| (x + dx, y + dy)).collect() };
    let polygon = |points: &[(i32, i32)]| {
        let mut outline = outline(points);
        if hollow {
            outline.extend(outline.first().copied());
            root.draw(&PathElement::new(outline, style))
        } else {
            root.draw(&Polygon::new(outline, style))
        }
    };
    match bound {
        _ if from != to => {
            root.draw(&PathElement::new(vec![from, to], colour.stroke_width(3)))?;
            root.draw(&Circle::new(from, 4, style))?;
            root.draw(&Circle::new(to, 4, style))
        }
        Bound::AtLeast => polygon(&[(-4, -5), (6, 0), (-4, 5)]),
        Bound::AtMost => polygon(&[(4, -5), (-6, 0), (4, 5)]),
        Bound::About => polygon(&[(0, -6), (6, 0), (0, 6), (-6, 0)]),
        _ => root.draw(&Circle::new(from, 5, style)),
    }
}

/// A style of text; the size is in units of the view box.
fn text<'a>(size: u32, colour: &'a RGBColor, h: HPos, v: VPos) -> TextStyle<'a> {
    // the SVG back end divides by 1.24
    TextStyle::from(("sans-serif", f64::from(size) * 1.24).into_font()).color(colour).pos(Pos::new(h, v))
}

/// The legend's marks, as SVG elements of their own: bound, and the mark.
pub(super) fn legend() -> Vec<(Bound, String)> {
    let bounds = [Bound::Exactly, Bound::AtLeast, Bound::AtMost, Bound::About, Bound::Range];
    bounds
        .into_iter()
        .map(|bound| {
            let mark = mark(&bound, false);
            (bound, mark)
        })
        .collect()
}

/// One mark alone.
pub(super) fn mark(bound: &Bound, near: bool) -> String {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (30, 16)).into_drawing_area();
        let to = if *bound == Bound::Range { (24, 8) } else { (14, 8) };
        let from = if *bound == Bound::Range { (6, 8) } else { (14, 8) };
        // a mark that can't be drawn is left out of the legend
        let _ = shape(&root, bound, from, to, (if near { &NEAR } else { &DOT }, near));
        let _ = root.present();
    }
    svg.find("<svg ").map_or_else(String::new, |at| svg[at..].replace('\n', ""))
}
