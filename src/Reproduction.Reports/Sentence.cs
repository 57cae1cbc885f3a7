using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>The answer to a claim at the write-up's budget.</summary>
public sealed record Answer
{
    /// <param name="verdict">Verdict of today's runs.</param>
    /// <param name="headline">Its numbers.</param>
    internal Answer(Verdict verdict, IReadOnlyList<Told> headline) => (Verdict, Headline) = (verdict, headline);

    /// <summary>Verdict of today's runs.</summary>
    public Verdict Verdict { get; }

    internal IReadOnlyList<Told> Headline { get; }

    /// <summary>Ours on a line of the headline.</summary>
    public string this[int line] => Headline[line].Ours;
}

/// <summary>
/// A sentence on what came out. Its numbers are those of the headlines, and it stands only as long as the verdicts are those that
/// it was written for: it cannot outlive them.
/// </summary>
/// <param name="Presumes">Claims, and the verdicts without which it is not said.</param>
/// <param name="Text">The sentence, from the answer to each of these claims.</param>
public sealed record Sentence(
    IReadOnlyList<(string Claim, Verdict Verdict)> Presumes, Func<IReadOnlyDictionary<string, Answer>, string> Text)
{
    /// <summary>Texts of the sentences that today's answers support.</summary>
    internal static IReadOnlyList<string> Said(IEnumerable<Sentence> sentences, IReadOnlyDictionary<string, Answer> answers) =>
    [
        .. from sentence in sentences
           where sentence.Presumes.All(p => answers.TryGetValue(p.Claim, out var answer) && answer.Verdict == p.Verdict)
           select sentence.Text(answers),
    ];
}

/// <summary>Says what came out, for the first page, the report and the answer page.</summary>
public interface IWhatCameOut
{
    /// <summary>The sentences, in the order of the pages.</summary>
    IReadOnlyList<Sentence> Sentences { get; }
}
