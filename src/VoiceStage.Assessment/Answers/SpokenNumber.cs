namespace VoiceStage.Assessment.Answers;

/// <summary>Small numbers as words or digits.</summary>
internal static class SpokenNumber
{
    private static readonly string[] Words =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The number that one word says: 0 to 90, or digits up to four places; null when it is none.</summary>
    internal static int? Of(string word)
    {
        if (word.Length is > 0 and <= 4 && word.All(char.IsAsciiDigit))
        {
            return int.Parse(word, System.Globalization.CultureInfo.InvariantCulture);
        }

        var small = Array.IndexOf(Words, word);
        if (small >= 0)
        {
            return small;
        }

        var tens = Array.IndexOf(Tens, word);
        return tens < 0 ? null : (tens + 2) * 10;
    }
}
