namespace VoiceStage.Risk.Cohort;

/// <summary>Posts of a synthetic person, from sentence templates. The text is nobody's.</summary>
/// <remarks>
/// 3 to 12 posts of 20 to 200 words. With ideation at least one post indicates it, each further one with probability .25, R ~ Beta(2, 3); otherwise R = 0.
/// Stage 1 scores a post logit⁻¹(1.2·[indicative] + noise − 1) and lists the best first. Sentences that only look alike (third person, figure of
/// speech) occur with everybody.
/// </remarks>
internal static class CohortPosts
{
    private static readonly string[] Everyday =
    [
        "The bus was late again so I walked along the canal and counted the boats.", "We are trying a new bread recipe this weekend and the kitchen smells of yeast.",
        "Does anybody know whether the library is open on Sunday?", "Finally finished the shelf in the hallway and only one screw was left over.",
        "My neighbour gave me tomatoes and I have no idea what to do with so many.", "Watched the second half with my brother and we argued about the offside all evening.",
        "The dog rolled in something terrible this morning and was proud of it.", "Work was quiet today and I sorted old invoices until four.",
        "It rained so hard that the cellar door would not close.", "I am learning the chords of that one song and my fingers hurt.",
        "My cousin nearly died laughing when the cake fell over.", "This traffic is killing me, one hour for six kilometres.",
    ];

    private static readonly string[] LowMood =
    [
        "I have not slept properly for weeks and everything takes so much effort.", "Nothing I do seems to matter much lately.",
        "I cancelled on everybody again because I could not face the noise.", "I feel like I am walking through wet sand all day.",
        "They say it gets better but I do not see how.", "I sat in the car for an hour before I could go inside.",
        "Food tastes of nothing and I forget to eat.", "I keep thinking that I let all of them down.",
        "A friend told me her sister once wished she was dead, and I did not know what to say.", "I am so tired of being tired.",
    ];

    private static readonly string[] Indicative =
    [
        "Sometimes I wish I was dead and I do not say it to anybody.", "I think they would all be better off without me.",
        "I do not want to be here any more and I mean it this time.", "I have been thinking about ending my life since the winter.",
        "If I did not wake up tomorrow it would be a relief.", "I have started to say goodbye to people without them noticing.",
        "Every night I think about killing myself and then morning comes.", "There is no point in going on and I am done pretending.",
    ];

    public static IReadOnlyList<SyntheticPost> Draw(SeededDraws draws, bool ideation)
    {
        var count = draws.Between(3, 12);
        var certain = draws.Between(0, count - 1);
        var posts = new List<SyntheticPost>(count);
        for (var i = 0; i < count; i++)
        {
            var indicates = ideation & ((i == certain) | draws.Happens(.25));
            var words = draws.Between(20, 200);
            var stop = draws.Beta(2, 3);
            var score = Gauss.Logistic((indicates ? 1.2 : 0) + draws.Gaussian() - 1);
            posts.Add(new(0, words, indicates ? stop : 0, score, Text(draws, words, indicates)));
        }

        return [.. posts.OrderByDescending(post => post.StageOneScore).Select((post, index) => post with { Number = index + 1 })];
    }

    private static string Text(SeededDraws draws, int wordCount, bool indicates)
    {
        var words = new List<string>();
        var told = !indicates;
        while (words.Count < wordCount)
        {
            // The sentence that indicates comes first or second, first in a short post, so that cutting the post to its length never cuts it.
            var bank = !told && (words.Count > 0 || wordCount < 45 || draws.Happens(.6)) ? Indicative : draws.Happens(indicates ? .6 : .25) ? LowMood : Everyday;
            told |= bank == Indicative;
            words.AddRange(bank[draws.Between(0, bank.Length - 1)].Split(' '));
        }

        return "[synthetic] " + string.Join(' ', words.Take(wordCount));
    }
}
