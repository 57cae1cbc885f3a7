using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Reproduction.Reports.Html;

/// <summary>HTML. Text becomes HTML here and nowhere else:
/// what stands in the holes of an interpolated string is escaped, unless it is HTML already.</summary>
internal readonly record struct Markup(string Text)
{
    public static readonly Markup Empty = new("");

    public static Markup Of(Writer html) => new(html.ToString());

    /// <summary>The markup where the condition is met, else nothing.</summary>
    public static Markup If(bool condition, Writer html) => condition ? Of(html) : Empty;

    public override string ToString() => Text ?? "";

    [InterpolatedStringHandler]
    public readonly ref struct Writer(int literalLength, int holes)
    {
        private readonly StringBuilder text = new(literalLength + 32 * holes);

        public void AppendLiteral(string html) => text.Append(html);

        public void AppendFormatted(Markup html) => text.Append(html.Text);

        public void AppendFormatted(IEnumerable<Markup> many) => text.AppendJoin("", many.Select(m => m.Text));

        public void AppendFormatted(string? plain) => text.Append(WebUtility.HtmlEncode(plain));

        public void AppendFormatted(int number) => text.Append(number.ToString(CultureInfo.InvariantCulture));

        public override string ToString() => text.ToString();
    }
}
