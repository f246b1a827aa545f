using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;
using VoiceStage.Server.Clinic;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Recordings;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Clinic;

public sealed class ClinicPagesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestStore.Start);
    private RunningHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await RunningHost.StartAsync(options => options with { Clock = clock });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Pages_WithoutASession_LeadToTheSignIn()
    {
        await OpenAsync("s1", CareLevel.Imminent);
        using var nobody = new ClinicReader(host);

        foreach (var path in new[] { "", "rows", "cases/e-s1" })
        {
            Assert.Equal("/clinic/sign-in", (await nobody.GetAsync(path)).Headers.Location?.ToString());
        }

        foreach (var path in new[] { "cases/e-s1/audio.wav", "cases/e-s1/trace.svg", "cases/e-s1/fhir.json", "changes" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task SignIn_OnlyAClinicianWhoseTokenHolds_HasASession()
    {
        using var reader = new ClinicReader(host);

        Assert.Equal("/clinic/sign-in?failed=1", await reader.SignInAsync(host.Identities.Upstream));
        Assert.Equal("/clinic/sign-in?failed=1", await reader.SignInAsync("not a token"));
        Assert.Equal("/clinic/sign-in?failed=1", await reader.SignInAsync(host.Identities.Clinician + "x"));
        Assert.Equal("/clinic/", await reader.SignInAsync(host.Identities.TokenFor("dr-a", Roles.Clinician, TimeSpan.FromMinutes(10))));
        Assert.Contains("dr-a", await reader.TextAsync(""), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("/clinic/sign-in", (await reader.GetAsync("")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task SignIn_FormFromElsewhere_IsRefused()
    {
        using var reader = new ClinicReader(host);

        var answer = await reader.PostAsync("sign-in", "", ("token", host.Identities.Clinician), ("__RequestVerificationToken", "made-up"));

        Assert.Equal("/clinic/sign-in?failed=1", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Pages_All_AreStrict()
    {
        await OpenAsync("s1", CareLevel.Imminent);
        using var reader = await ClinicReader.SignedInAsync(host);

        foreach (var path in new[] { "sign-in", "", "cases/e-s1", "cases/nobody", "assets/clinic.js", "assets/clinic.css", "cases/e-s1/fhir.json" })
        {
            var answer = await reader.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(path == "cases/nobody" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Case_WordsOfAPatient_AreNeverMarkup()
    {
        var opened = TestStore.Opened("s1");
        var nasty = opened with { Referral = opened.Referral with { GreetingName = "<script>alert(1)</script>", Posts = [new("<img src=x onerror=alert(2)>", null, 0.9)] } };
        await Journal.AppendAsync("s1", 0, clock.GetUtcNow(), 0, [nasty, new EscalationOpened("e-s1", CareLevel.High, Pending: false, ["asq.3"])], Cancellation);
        using var reader = await ClinicReader.SignedInAsync(host);

        var page = await reader.TextAsync("cases/e-s1");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledge_TwoCliniciansOnTheSamePage_OnlyTheFirstHasIt()
    {
        await OpenAsync("s1", CareLevel.High);
        using var first = await ClinicReader.SignedInAsync(host, "dr-a");
        using var second = await ClinicReader.SignedInAsync(host, "dr-b");
        var (seenByFirst, seenBySecond) = (await first.TextAsync("cases/e-s1"), await second.TextAsync("cases/e-s1"));

        Assert.EndsWith("?told=done", (await first.PostAsync("cases/e-s1/acknowledge", seenByFirst)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("?told=taken", (await second.PostAsync("cases/e-s1/acknowledge", seenBySecond)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("?told=stale", (await second.PostAsync("cases/e-s1/take-over", seenBySecond)).Headers.Location?.ToString(), StringComparison.Ordinal);
        var now = await second.TextAsync("cases/e-s1?told=stale");
        Assert.Contains("somebody changed this case since you opened it", now, StringComparison.Ordinal);
        Assert.Contains("Take over from dr-a", now, StringComparison.Ordinal);
        Assert.EndsWith("?told=done", (await second.PostAsync("cases/e-s1/take-over", now)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal("dr-b", (await FindAsync("e-s1")).AcknowledgedBy);
    }

    [Theory]
    [InlineData("raise", "note", "needs two people", "done")]
    [InlineData("raise", "note", "", "incomplete")]
    [InlineData("reassign", "to", "dr-c", "done")]
    [InlineData("reassign", "to", " ", "incomplete")]
    [InlineData("false-alarm", "note", "a cough", "done")]
    [InlineData("false-alarm", "note", "", "incomplete")]
    [InlineData("resolve", "resolution", "CareArranged", "done")]
    [InlineData("resolve", "resolution", "FalseAlarm", "incomplete")]
    [InlineData("resolve", "resolution", "99", "incomplete")]
    [InlineData("delete", "note", "x", "incomplete")]
    public async Task Do_EveryButton_DoesWhatItSaysOrNothing(string action, string field, string value, string told)
    {
        await OpenAsync("s1", CareLevel.High);
        using var reader = await ClinicReader.SignedInAsync(host);

        var answer = await reader.PostAsync($"cases/e-s1/{action}", await reader.TextAsync("cases/e-s1"), (field, value));

        Assert.EndsWith($"?told={told}", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        // By its paper trail, since the receipt of a page may change the case's version meanwhile.
        Assert.Equal(told == "done", (await Store.ListTrailAsync("e-s1", Cancellation)).Any(line => line.Event is CaseReassigned or CaseEscalated or CaseResolved));
    }

    [Fact]
    public async Task Acknowledge_CaseThatOnlyTheLadderChangedSinceItWasSeen_IsTaken()
    {
        await OpenAsync("s1", CareLevel.Imminent);
        using var reader = await ClinicReader.SignedInAsync(host);
        var seen = await reader.TextAsync("cases/e-s1");
        var before = await FindAsync("e-s1");

        await Journal.AppendAsync("s1", 2, clock.GetUtcNow(), 0, [new EscalationRaised("e-s1", CareLevel.Imminent, ["asq.5:yes"])], Cancellation);
        Assert.NotEqual(before.Etag, (await FindAsync("e-s1")).Etag);

        Assert.EndsWith("?told=done", (await reader.PostAsync("cases/e-s1/acknowledge", seen)).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal("dr-a", (await FindAsync("e-s1")).AcknowledgedBy);
    }

    [Fact]
    public async Task Audio_RecordedCall_IsPlayedFromAnywhereAndNoted()
    {
        await OpenAsync("s1", CareLevel.High);
        await using (var writer = host.App.Services.GetRequiredService<RecordingStore>().OpenWriter("s1", "patient-1", 16_000, 8_000))
        {
            writer.GiveConsent();
            await writer.AppendAsync(Enumerable.Repeat((short)1_000, 16_000).ToArray(), Cancellation);
        }

        using var reader = await ClinicReader.SignedInAsync(host);
        var whole = await reader.GetAsync("cases/e-s1/audio.wav");
        using var stream = new MemoryStream(await whole.Content.ReadAsByteArrayAsync(Cancellation));
        var sound = WavReader.Read(stream);

        Assert.Equal((16_000, 24_000, 0f), (sound.SampleRateHz, sound.SampleCount, sound.Samples.Span[7_999]));
        Assert.NotEqual(0f, sound.Samples.Span[8_001]);
        Assert.Equal(HttpStatusCode.PartialContent, (await reader.GetAsync("cases/e-s1/audio.wav", "bytes=100-199")).StatusCode);
        Assert.Contains("<svg", await reader.TextAsync("cases/e-s1/trace.svg"), StringComparison.Ordinal);
        Assert.Single(await Store.ListTrailAsync("e-s1", Cancellation), line => line.Event is CaseViewed { What: "audio", By: "dr-a" });
    }

    [Theory]
    [InlineData("bytes=1-")]
    [InlineData("bytes=-200")]
    [InlineData("bytes=20000-20100")]
    public async Task Audio_AnyPartOfIt_IsNotedBeforeItIsHeard(string range)
    {
        await OpenAsync("s1", CareLevel.High);
        await using (var writer = host.App.Services.GetRequiredService<RecordingStore>().OpenWriter("s1", "patient-1", 16_000, 0))
        {
            writer.GiveConsent();
            await writer.AppendAsync(Enumerable.Repeat((short)1_000, 16_000).ToArray(), Cancellation);
        }

        using var first = await ClinicReader.SignedInAsync(host, "dr-a");
        using var second = await ClinicReader.SignedInAsync(host, "dr-b");
        await first.GetAsync("cases/e-s1/audio.wav", range);
        await first.GetAsync("cases/e-s1/audio.wav", range);
        await second.GetAsync("cases/e-s1/audio.wav", range);
        Assert.Equal(["dr-a", "dr-b"], await ListenersAsync());

        clock.Advance(TimeSpan.FromMinutes(11));
        await first.GetAsync("cases/e-s1/audio.wav", range);
        Assert.Equal(["dr-a", "dr-b", "dr-a"], await ListenersAsync());

        async Task<IEnumerable<string>> ListenersAsync() =>
            (await Store.ListTrailAsync("e-s1", Cancellation)).Select(line => line.Event).OfType<CaseViewed>().Where(viewed => viewed.What == "audio").Select(viewed => viewed.By).ToList();
    }

    [Fact]
    public void Cookies_InProduction_GoOverTlsOnlyWhateverTheProxyPassesOn()
    {
        var settings = host.App.Services.GetRequiredService<VoiceStageSettings>() with { IsDevelopment = false };
        using var services = new ServiceCollection().AddLogging().AddClinic(settings, clock).AddSingleton(host.App.Services.GetRequiredService<StorageOptions>()).BuildServiceProvider();
        var plainRequest = new DefaultHttpContext { RequestServices = services };

        foreach (var cookie in new[]
        {
            services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(ClinicSession.Scheme).Cookie, services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie,
        })
        {
            var built = cookie.Build(plainRequest, clock.GetUtcNow());
            Assert.Equal((true, true, SameSiteMode.Strict, "/clinic"), (built.Secure, built.HttpOnly, built.SameSite, built.Path));
        }

        // The forms' own "always" would refuse this request.
        Assert.NotNull(services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(plainRequest).RequestToken);
    }

    [Fact]
    public async Task Case_OpenAnswerThatWasMeasured_ShowsItsVoiceAgainstTheNormAndInFhir()
    {
        var voice = SyntheticVoice.Speak(new SyntheticVoiceOptions { DurationSeconds = 8, GainContour = [new(0, 1), new(2, 1), new(2.1, 0), new(3, 0), new(3.1, 1)] }).Recording;
        await Journal.AppendAsync(
            "s1", 0, clock.GetUtcNow(), 0,
            [
                TestStore.Opened("s1"), new StreamConnected("c1", CallChannel.Phone, 16_000, HasMicrophone: true, VoiceComparable: true, 0), new ConsentRecorded(ConsentState.Given, "1", "en-US"),
                new AnswerHeard { PromptId = "p1", ItemId = "mood", End = TurnEnd.Silence, Profile = VoiceMeasurement.Measure(voice, null, Cancellation), ResponseLatencySeconds = 3.1, Transcripts = [new() { Engine = "vosk/free", Text = "words" }] },
                new SecondEarHeard("p1", "mood", null, "SERVICE_TIMEOUT"),
                new EscalationOpened("e-s1", CareLevel.High, Pending: false, ["asq.3"]),
            ],
            Cancellation);
        using var reader = await ClinicReader.SignedInAsync(host);

        var page = await reader.TextAsync("cases/e-s1");
        using var bundle = JsonDocument.Parse(await reader.TextAsync("cases/e-s1/fhir.json"));

        Assert.Contains("mood: speech_rate_syllables_per_s", page, StringComparison.Ordinal);
        Assert.Contains("response_latency_s</th><td>3.1</td><td>high (", page, StringComparison.Ordinal);
        Assert.Contains("words of the embedded engine only: mood SERVICE_TIMEOUT", page, StringComparison.Ordinal);
        Assert.Contains(Codings(bundle.RootElement), coding => coding.Code == "voice.response_latency_s");
    }

    [Fact]
    public async Task Case_PatientWithEarlierAssessments_ShowsThemAsAPlotAndATableWithGaps()
    {
        foreach (var (session, isAnswered) in new[] { ("s1", true), ("s2", false), ("s3", true) })
        {
            var answers = Enumerable.Range(1, isAnswered ? 9 : 4).Select(i => new AnswerInterpreted($"phq.{i}", $"p{i}", Answer.Understood("2", AnswerSource.Key), IsFinal: true));
            await Journal.AppendAsync(session, 0, clock.GetUtcNow(), 0, [TestStore.Opened(session), .. answers, new EscalationOpened($"e-{session}", CareLevel.High, Pending: false, ["asq.3"])], Cancellation);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var reader = await ClinicReader.SignedInAsync(host);
        var page = await reader.TextAsync("cases/e-s3");

        Assert.Equal(3, page.Split("<circle").Length - 1);
        Assert.Equal(2, page.Split("class=\"sum\"").Length - 1);
        // Nothing is drawn over the assessment without a sum.
        Assert.DoesNotContain("class=\"phq\"", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<td>18</td><td>").Length - 1 - (page.Contains("phq-9</th><td>18</td>", StringComparison.Ordinal) ? 1 : 0));
        Assert.Contains("<td>unknown</td><td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fhir_Case_IsABundleWithKnownCodesOnly()
    {
        await OpenAsync("s1", CareLevel.Imminent, "asq.5:yes");
        using var reader = await ClinicReader.SignedInAsync(host);

        using var bundle = JsonDocument.Parse(await reader.TextAsync("cases/e-s1/fhir.json"));

        var resources = bundle.RootElement.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource")).ToList();
        Assert.Equal(["Patient", "QuestionnaireResponse", "RiskAssessment", "Task", "DocumentReference"], resources.Select(resource => resource.GetProperty("resourceType").GetString()!).Where(type => type != "Observation"));
        Assert.Equal("stat", resources.Single(resource => resource.GetProperty("resourceType").GetString() == "Task").GetProperty("priority").GetString());
        Assert.All(Codings(bundle.RootElement), coding => Assert.True(
            coding.System == FhirBundle.Local || coding.System.StartsWith("http://terminology.hl7.org/CodeSystem/data-absent-reason", StringComparison.Ordinal)
            || FhirBundle.Codes.Values.Any(known => (known.System, known.Code) == coding), $"{coding.System} {coding.Code} is not listed"));
    }

    [Fact]
    public async Task Fhir_EveryReference_ResolvesInsideTheBundleAndNamesAreStable()
    {
        await OpenAsync("s1", CareLevel.High, "asq.3:yes");
        await OpenAsync("s2", CareLevel.High, "asq.3:yes");
        using var reader = await ClinicReader.SignedInAsync(host);

        using var bundle = JsonDocument.Parse(await reader.TextAsync("cases/e-s1/fhir.json"));
        using var again = JsonDocument.Parse(await reader.TextAsync("cases/e-s1/fhir.json"));
        using var other = JsonDocument.Parse(await reader.TextAsync("cases/e-s2/fhir.json"));

        var (names, references) = (Names(bundle), Values(bundle.RootElement, "reference").ToList());
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", name));
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Contains(reference, names));
        Assert.Equal(names, Names(again));
        // The patient is the same one, everything else is of its own call.
        Assert.Single(names.Intersect(Names(other)));

        static List<string> Names(JsonDocument bundle) => [.. bundle.RootElement.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("fullUrl").GetString()!)];
    }

    [Fact]
    public async Task Fhir_CallThatGoesOnUnmeasured_IsPreliminaryAndSaysWhatIsAbsent()
    {
        await OpenAsync("s1", CareLevel.High);
        using var reader = await ClinicReader.SignedInAsync(host);

        using var bundle = JsonDocument.Parse(await reader.TextAsync("cases/e-s1/fhir.json"));

        var resources = bundle.RootElement.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource")).ToList();
        var voice = resources.Where(resource => Codings(resource).Any(coding => coding.Code.StartsWith("voice.", StringComparison.Ordinal))).ToList();
        Assert.Equal(VoiceFeatures.Norms.Count, voice.Count);
        Assert.All(voice, observation =>
        {
            Assert.Equal("preliminary", observation.GetProperty("status").GetString());
            Assert.False(observation.TryGetProperty("valueQuantity", out _));
            Assert.Equal("not-performed", observation.GetProperty("dataAbsentReason").GetProperty("coding")[0].GetProperty("code").GetString());
        });
        Assert.Equal("no estimate; the level is the rules'", Values(bundle.RootElement, "rationale").Single());
    }

    [Fact]
    public void Fhir_VoiceFeatures_HaveTheUnitsOfTheirNames() => Assert.Equal(
        ["{syllable}/s", "s/min", "s", "s", "s", "{semitone}", "1", "1", "dB"], VoiceFeatures.Norms.Select(norm => FhirBundle.UnitOf(norm.Code).Ucum));

    [Fact]
    public async Task Document_WordsOfAPatient_AreTextAndTheBundleHoldsTheSame()
    {
        var opened = TestStore.Opened("s1");
        var nasty = opened with { Referral = opened.Referral with { GreetingName = "<script>alert(1)</script>\0", Posts = [new("</li><img src=x onerror=alert(2)> \ud83d\ude22", null, 0.9)] } };
        await Journal.AppendAsync("s1", 0, clock.GetUtcNow(), 0, [nasty, new EscalationOpened("e-s1", CareLevel.High, Pending: false, ["asq.3"])], Cancellation);
        using var reader = await ClinicReader.SignedInAsync(host);

        using var bundle = JsonDocument.Parse(await reader.TextAsync("cases/e-s1/fhir.json"));
        var page = await reader.TextAsync("cases/e-s1/report.html");

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("\ud83d\ude22", page, StringComparison.Ordinal);
        var attached = Values(bundle.RootElement, "data").Select(data => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data))).ToList();
        // What was looked at meanwhile stands in the paper trail, the last part.
        Assert.Contains(attached, text => text.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal) && text.Split("Paper trail")[0] == page.Split("Paper trail")[0]);
        using var nobody = new ClinicReader(host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("cases/e-s1/report.html")).StatusCode);
    }

    [Fact]
    public void Fhir_StandardCodes_AreTheseWithTheseMeanings() => Assert.Equal(
        ["44261-6 Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]", "55758-7 Patient Health Questionnaire 2 item (PHQ-2) total score [Reported]",
            "70274-6 Generalized anxiety disorder 7 item (GAD-7) total score [Reported.PHQ]", "survey Survey"],
        FhirBundle.Codes.Values.Select(code => $"{code.Code} {code.Display}"));

    [Fact]
    public async Task Worklist_FiveThousandCases_ComesInPagesAndFindsOne()
    {
        await AddManyAsync(5_000);
        using var reader = await ClinicReader.SignedInAsync(host);

        var page = await reader.TextAsync("?page=100");
        var found = await reader.TextAsync("rows?q=patient-4711");

        Assert.Contains("5,000 cases", page, StringComparison.Ordinal);
        Assert.Contains("Page 100 of 100", page, StringComparison.Ordinal);
        Assert.True(page.Length < 60_000, $"{page.Length} characters");
        Assert.Contains("1 cases", found, StringComparison.Ordinal);
        Assert.Contains("/clinic/cases/e-4711", found, StringComparison.Ordinal);
        Assert.Contains("0 cases", await reader.TextAsync("rows?state=mine"), StringComparison.Ordinal);
        Assert.Contains("No case matches", await reader.TextAsync("rows?q=%3Cscript%3E"), StringComparison.Ordinal);
    }

    private EscalationStore Store => host.App.Services.GetRequiredService<EscalationStore>();

    private ISessionJournal Journal => host.App.Services.GetRequiredService<ISessionJournal>();

    private async Task<EscalationCase> FindAsync(string id) => (await Store.FindAsync(id, Cancellation))!;

    private async Task OpenAsync(string session, CareLevel level, params string[] reasons) => await Journal.AppendAsync(
        session, 0, clock.GetUtcNow(), 0, [TestStore.Opened(session), new EscalationOpened($"e-{session}", level, Pending: false, reasons)], Cancellation);

    private async Task AddManyAsync(int count)
    {
        await using var db = await host.App.Services.GetRequiredService<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync(Cancellation);
        var startMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        db.Escalations.AddRange(Enumerable.Range(0, count).Select(i => new EscalationRow
        {
            Id = $"e-{i}", AssessmentId = $"a-{i}", PatientId = $"patient-{i:0000}", Level = (CareLevel)(1 + i % 5), State = EscalationState.Open, Pending = false, ReasonsJson = "[\"asq.1:yes\"]",
            OpenedMs = startMs - i, LevelMs = startMs - i, OpenedSample = 0, AcknowledgeDeadlineMs = startMs + 60_000L * i, ContactDeadlineMs = startMs + 120_000L * i, NextStepMs = null, Etag = 1,
        }));
        await db.SaveChangesAsync(Cancellation);
    }

    private static IEnumerable<string> Values(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Values(item, name)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.Name == name && property.Value.ValueKind == JsonValueKind.String ? [property.Value.GetString()!] : Values(property.Value, name)),
        _ => [],
    };

    private static IEnumerable<(string System, string Code)> Codings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Codings),
        JsonValueKind.Object when element.TryGetProperty("coding", out var codings) =>
            codings.EnumerateArray().Select(coding => (coding.GetProperty("system").GetString()!, coding.GetProperty("code").GetString()!)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Codings(property.Value)),
        _ => [],
    };
}
