using System.Reflection;
using System.Text;
using ScottPlot;
using SkiaSharp;

namespace Reproduction.Reports.Plots;

/// <summary>The font of all plots. It comes with a package, so that plots look
/// the same everywhere and have words where no font is installed.</summary>
internal static class Inter
{
    public const string Name = "Inter";

    /// <summary>Weight 400.</summary>
    public static SKTypeface Regular { get; }

    /// <summary>Weight 600.</summary>
    public static SKTypeface Bold { get; }

    static Inter()
    {
        // An assembly that holds the font files in one resource: the length of an index (int32), the index (version and count,
        // then path, offset and size of each file), and the files.
        using var holder = typeof(Inter).Assembly.GetManifestResourceStream("inter.dll")!;
        using var read = new MemoryStream();
        holder.CopyTo(read);
        using var stream = Assembly.Load(read.ToArray()).GetManifestResourceStream("!AvaloniaResources")
            ?? throw new InvalidOperationException("the package Avalonia.Fonts.Inter holds no font files");
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        int start = reader.ReadInt32() + sizeof(int);
        reader.ReadInt32();
        var files = new Dictionary<string, (int Offset, int Size)>();
        for (int left = reader.ReadInt32(); left > 0; left--)
            files[reader.ReadString()] = (reader.ReadInt32(), reader.ReadInt32());

        Regular = Typeface("/Assets/Inter-Regular.ttf");
        Bold = Typeface("/Assets/Inter-SemiBold.ttf");
        Fonts.FontResolvers.Insert(0, new Resolver());
        Fonts.Default = Name;

        SKTypeface Typeface(string path)
        {
            var (offset, size) = files[path];
            stream.Position = start + offset;
            return SKTypeface.FromData(SKData.CreateCopy(reader.ReadBytes(size)));
        }
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            fontName == Name ? weight > FontWeight.Medium ? Bold : Regular : null;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            fontName == Name ? bold ? Bold : Regular : null;
    }
}
