using System.Text;

// Verify, as far as its adapter calls it, for builds without it: what Verify leaves on the disk when it is told what is equal.
namespace VerifyTests
{
    internal delegate Task<CompareResult> StringCompare(string received, string verified,
        IReadOnlyDictionary<string, object> context);

    internal static class VerifierSettings
    {
        internal static Encoding Encoding { get; private set; } = Encoding.UTF8;

        public static void UseUtf8NoBom() => Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    }

    internal readonly record struct CompareResult(bool IsEqual, string? Message)
    {
        public static readonly CompareResult Equal = new(true, null);

        public static CompareResult NotEqual(string? message = null) => new(false, message);
    }

    internal sealed class VerifySettings
    {
        internal string Directory { get; private set; } = "";

        internal string FileName { get; private set; } = "";

        internal StringCompare? Compare { get; private set; }

        internal bool ReplacesVerified { get; private set; }

        public void UseDirectory(string directory) => Directory = directory;

        public void UseFileName(string fileName) => FileName = fileName;

        public void UseStringComparer(StringCompare compare) => Compare = compare;

        public void AutoVerify() => ReplacesVerified = true;

        public void DisableRequireUniquePrefix()
        {
        }

        public void DisableDiff()
        {
        }
    }

    internal sealed class VerifyException(string message) : Exception(message);
}

namespace VerifyXunit
{
    using VerifyTests;

    internal static class Verifier
    {
        public static async Task Verify(string target, string extension, VerifySettings settings)
        {
            string File(string state) => Path.Combine(settings.Directory, $"{settings.FileName}.{state}.{extension}");
            var (received, verified) = (File("received"), File("verified"));
            var result = System.IO.File.Exists(verified)
                ? await settings.Compare!(target, await System.IO.File.ReadAllTextAsync(verified),
                    new Dictionary<string, object>())
                : CompareResult.NotEqual("new");
            if (result.IsEqual)
            {
                System.IO.File.Delete(received);
                return;
            }

            await System.IO.File.WriteAllTextAsync(received, target, VerifierSettings.Encoding);
            if (!settings.ReplacesVerified)
                throw new VerifyException(result.Message ?? "");
            System.IO.File.Move(received, verified, overwrite: true);
        }
    }
}
