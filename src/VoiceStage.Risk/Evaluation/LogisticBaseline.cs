using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Evaluation;

/// <summary>The baseline: plain logistic regression (ML.NET, L-BFGS, one thread) over the same features, a missing value as 0 beside a mark that it is missing.</summary>
internal static class LogisticBaseline
{
    /// <summary>Fits on one set of rows and gives probabilities for another.</summary>
    public static double[] Probabilities(IEnumerable<SiteRow> training, IEnumerable<SiteRow> held)
    {
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2 * FusionFeatures.All.Count);
        var trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(Row.Label), FeatureColumnName = nameof(Row.Features), NumberOfThreads = 1, L1Regularization = 0, L2Regularization = 1,
        });
        var model = trainer.Fit(context.Data.LoadFromEnumerable(training.Select(Of), schema));
        var scored = model.Transform(context.Data.LoadFromEnumerable(held.Select(Of), schema));
        return [.. scored.GetColumn<float>("Probability").Select(p => Math.Clamp(p, 1e-6, 1 - 1e-6))];
    }

    private static Row Of(SiteRow row) => new()
    {
        Label = row.Label, Features = [.. row.Values.Select(value => (float)(value ?? 0)), .. row.Values.Select(value => value is null ? 1f : 0f)],
    };

    private sealed class Row
    {
        public bool Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}
