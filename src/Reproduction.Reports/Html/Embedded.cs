using System.IO.Compression;

namespace Reproduction.Reports.Html;

/// <summary>Files inside the assembly, and the packing of what scripts unpack.</summary>
internal static class Embedded
{
    public static string Text(string name) => new StreamReader(Open(name)).ReadToEnd();

    /// <summary>gzip, as base64: a third of the size, and nothing in it can end a script element.</summary>
    public static string Pack(Stream stream)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            stream.CopyTo(gzip);
        return Convert.ToBase64String(packed.ToArray());
    }

    public static Stream Open(string name) => typeof(Embedded).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The assembly holds no file \"{name}\".");
}
