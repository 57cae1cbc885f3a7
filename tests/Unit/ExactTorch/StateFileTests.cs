namespace WeightPred.Unit.ExactTorch;

public class StateFileTests
{
    [Fact]
    public void A_saved_network_is_read_back_and_a_damaged_or_foreign_file_is_refused()
    {
        string path = Path.Combine(Path.GetTempPath(), $"weightpred-{Guid.NewGuid():N}.state");
        try
        {
            manual_seed(1);
            using var saved = new WeightPred.Models.Mlp(2, 1, 4, 1);
            manual_seed(2);
            using var other = new WeightPred.Models.Mlp(2, 1, 4, 1);
            using var foreign = new WeightPred.Models.Mlp(2, 1, 5, 1);
            saved.save(path);
            byte[] bytes = File.ReadAllBytes(path);
            float[] before = Weights(other);
            foreach (int at in new[] { 0, 5, bytes.Length / 2, bytes.Length - 1 })
            {
                byte[] flipped = [.. bytes];
                flipped[at] ^= 4;
                File.WriteAllBytes(path, flipped);
                Assert.Throws<InvalidDataException>(() => other.load(path));
            }

            foreach (int length in new[] { 0, 39, bytes.Length / 2, bytes.Length - 1 })
            {
                File.WriteAllBytes(path, bytes[..length]);
                Assert.Throws<InvalidDataException>(() => other.load(path));
            }

            Assert.Equal(before, Weights(other));
            File.WriteAllBytes(path, bytes);
            Assert.Throws<InvalidDataException>(() => foreign.load(path));
            other.load(path);
            Assert.Equal(Weights(saved), Weights(other));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Weights(Module model) => [.. model.parameters().SelectMany(p => p.ToArray())];
}
