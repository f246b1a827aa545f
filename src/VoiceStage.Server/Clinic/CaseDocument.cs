using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Clinic;

/// <summary>The hand-over of a case as one HTML document that needs nothing else: for the record, and inside the FHIR bundle.</summary>
/// <remarks>Built as a tree, so that words of a patient can only ever be text.</remarks>
public static class CaseDocument
{
    private static readonly string[] InstrumentColumns = ["Instrument", "Sum", "Result", "Unknown items"];

    /// <summary>Writes it.</summary>
    /// <param name="report">Case.</param>
    /// <returns>HTML 5, with no script, style or link.</returns>
    public static string Html(CaseReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var summary = report.Summary;
        var title = $"{report.Case.Level.ToString().ToUpperInvariant()}, {report.Referral?.GreetingName ?? report.Case.PatientId}";
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement("head", new XElement("meta", new XAttribute("charset", "utf-8")), Text("title", title)),
            new XElement(
                "body",
                Text("h1", title),
                Text("p", $"Case {report.Case.Id}, patient {report.Case.PatientId}, assessment {report.Case.AssessmentId}."),
                Section("Situation", Text("p", summary.Situation)),
                Section("Background", Text("p", summary.Background)),
                Section("Evidence, most telling first", List("ol", summary.Evidence.Select(piece =>
                    $"{piece.Source}, {piece.Code}{(piece.Time is { } time ? ", " + ClinicWords.Clock(time) : "")}{(piece.Marks.Count > 0 ? ", marked " + string.Join(", ", piece.Marks) : "")}: \u201c{piece.Quote}\u201d"))),
                Section("Instruments", Instruments(summary.Instruments)),
                Section("Contradictions", List("ul", summary.Contradictions)),
                Section("What is missing", List("ul", summary.Missing)),
                Section("Voice, supportive only", List("ul", summary.VoiceFindings)),
                Section("Recommendation", Text("p", summary.Recommendation)),
                Section("Paper trail", List("ol", report.Trail.Select(line => $"{ClinicWords.Clock(line.Time)} {ClinicWords.Of(line.Event)}"))),
                Text("p", "Research software, not a medical device. It states evidence and urgency, never a diagnosis.")));
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Section(string title, XElement content) => new("section", Text("h2", title), content);

    private static XElement List(string name, IEnumerable<string> lines)
    {
        var items = lines.Select(line => Text("li", line)).ToList();
        return items.Count > 0 ? new(name, items) : Text("p", "None found.");
    }

    private static XElement Instruments(IReadOnlyList<SummaryInstrument> lines) => lines.Count == 0
        ? Text("p", "None was asked.")
        : new(
            "table",
            new XElement("thead", new XElement("tr", InstrumentColumns.Select(name => Text("th", name)))),
            new XElement("tbody", lines.Select(line => new XElement(
                "tr",
                Text("th", line.Instrument),
                Text("td", line.Total?.ToString("0", CultureInfo.InvariantCulture) ?? "unknown"),
                Text("td", line.Result),
                Text("td", line.UnknownItems.Count > 0 ? string.Join(", ", line.UnknownItems) : "none")))));

    /// <summary>Control characters, which no document may hold, become spaces.</summary>
    private static XElement Text(string name, string words) =>
        new(name, string.Concat(words.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? " " : rune.ToString())));
}
