namespace VoiceStage.Speech.Recognition;

/// <summary>An engine whose work waits for its turn in a <see cref="RecognitionBudget"/>.</summary>
internal sealed class BudgetedRecognizer(ISpeechRecognizer engine, RecognitionBudget budget) : ISpeechRecognizer
{
    public string Engine => engine.Engine;

    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new BudgetedUtterance(engine.Start(request), request, budget);
    }
}
