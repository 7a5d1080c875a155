using System.Text.Json;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Tests.Fakes.Providers;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>What answers mean, whatever their shape.</summary>
public sealed class AnswerReadingTests
{
    [Theory]
    [InlineData(401, "Replicate/error-401.json", ProviderErrorClass.Authentication, "valid authentication token")]
    [InlineData(402, "Replicate/error-402.json", ProviderErrorClass.Payment, "insufficient credit")]
    [InlineData(422, "Replicate/error-422.json", ProviderErrorClass.Validation, "num_outputs: Must be less than or equal to 4")]
    [InlineData(429, "Replicate/error-429.json", ProviderErrorClass.RateLimited, "throttled")]
    [InlineData(403, "Fal/error-403-balance.json", ProviderErrorClass.Payment, "Exhausted balance")]
    [InlineData(422, "Fal/error-422.json", ProviderErrorClass.Validation, "num_images: Input should be less than or equal to 4")]
    [InlineData(400, "Civitai/v2-problem-400.json", ProviderErrorClass.Validation, "steps: The value is out of range")]
    public void A_refusal_has_its_class_and_names_the_field(int status, string fixture, ProviderErrorClass expected, string words)
    {
        var answer = End(status, Fixtures.Text(fixture)).ShouldBeOfType<ProviderAnswer.Rejected>();
        answer.Class.ShouldBe(expected);
        answer.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData(403, """{"detail":"This model is gated."}""", ProviderErrorClass.Authentication)]
    [InlineData(404, """{"detail":"Not found"}""", ProviderErrorClass.Validation)]
    [InlineData(425, "{}", ProviderErrorClass.Transient)]
    [InlineData(413, "{}", ProviderErrorClass.Validation)]
    [InlineData(503, """{"detail":"busy"}""", ProviderErrorClass.Transient)]
    [InlineData(307, "", ProviderErrorClass.Validation)]
    [InlineData(422, """{"detail":[{"loc":["body","prompt"],"msg":"flagged","type":"content_policy_violation"}]}""", ProviderErrorClass.Moderation)]
    [InlineData(400, """{"error":{"message":"Your request was rejected by the safety system","code":"moderation_blocked"}}""", ProviderErrorClass.Moderation)]
    [InlineData(429, """{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}""", ProviderErrorClass.Payment)]
    public void Every_other_refusal_has_one_too(int status, string body, ProviderErrorClass expected) =>
        End(status, body).ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(expected);

    [Theory]
    [InlineData(200, "")]
    [InlineData(201, "<html>")]
    [InlineData(200, "{\"id\":")]
    [InlineData(408, "{}")]
    [InlineData(408, """{"detail":"Request timed out"}""")]
    [InlineData(409, """{"detail":"exists"}""")]
    [InlineData(500, """{"detail":"boom"}""")]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(503, "upstream connect error or disconnect/reset before headers")]
    [InlineData(503, "{}")]
    [InlineData(503, "[\"busy\"]")]
    [InlineData(504, """{"detail":"Request timed out","error_type":"request_timeout"}""")]
    [InlineData(520, "")]
    public void What_may_have_been_accepted_is_never_called_refused(int status, string body) => End(status, body).ShouldBeOfType<ProviderAnswer.Ambiguous>();

    [Fact]
    public void A_time_to_come_back_alone_does_not_prove_that_a_request_was_not_taken()
    {
        // As every answer of Replicate's has it, whoever wrote the rest.
        var gateway = new ProviderReply(ReplyKind.Answered) { Status = 503, Text = "upstream connect error", RetryAfter = TimeSpan.FromSeconds(20) };
        SubmissionEnd.Of(gateway, "Acme").ShouldBeOfType<ProviderAnswer.Ambiguous>();
        var own = gateway with { Text = null, Json = JsonDocument.Parse("""{"detail":"busy"}""").RootElement };
        SubmissionEnd.Of(own, "Acme").ShouldBeOfType<ProviderAnswer.Rejected>().ShouldSatisfyAllConditions(
            r => r.Class.ShouldBe(ProviderErrorClass.Transient), r => r.RetryAfter.ShouldBe(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Invalid size","type":"invalid_request_error","param":"size"}}""", "size: Invalid size.")]
    [InlineData("""{"error":"HTTPException","detail":"Sampler not found","body":"","errors":""}""", "Sampler not found.")]
    [InlineData("""{"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},"node_errors":{"3":{"errors":[{"type":"value_not_in_list","message":"Value not in list","details":"sampler_name: 'x'","extra_info":{}}]}}}""", "node 3: Value not in list: sampler_name: 'x'.")]
    [InlineData("""{"detail":"line one\nline two"}""", "line one line two.")]
    [InlineData("""["unexpected"]""", null)]
    [InlineData("""{"detail":5,"error":null}""", null)]
    public void The_words_of_an_error_are_found_in_any_shape(string json, string? words) => ErrorWords.Of(JsonDocument.Parse(json).RootElement).Message.ShouldBe(words);

    [Theory]
    [InlineData("""["https://a.example/1.png","https://a.example/2.png"]""", 2)]
    [InlineData("\"https://a.example/1.png\"", 1)]
    [InlineData("""{"images":[{"url":"https://a.example/1.png","content_type":"image/png"}],"prompt":"https://not.an/output","seed":5}""", 1)]
    [InlineData("""{"video":{"url":"https://a.example/1.mp4"},"audio":{"url":"https://a.example/1.mp3"}}""", 2)]
    [InlineData("""[{"file":"https://a.example/1.png","text":"a caption with https://a.link inside"}]""", 1)]
    [InlineData("\"data:image/png;base64,iVBORw0KGgo=\"", 1)]
    [InlineData("\"data:image/png;base64,###\"", 0)]
    [InlineData("null", 0)]
    [InlineData("\"a poem\"", 0)]
    [InlineData("""{"a":{"b":{"c":[[["https://a.example/deep.png"]]]}}}""", 1)]
    public void Files_are_found_in_a_result_of_any_shape(string json, int count) => OutputReading.Of(JsonDocument.Parse(json).RootElement).Count.ShouldBe(count);

    [Theory]
    [InlineData("Using seed: 16010\n 50%|#####     | 2/4 [00:01<00:01]\n100%|##########| 4/4", 1.0, "16010")]
    [InlineData("seed 18446744073709551615\n  0%|  | 0/4", 0.0, "18446744073709551615")]
    [InlineData("nothing to see", null, null)]
    [InlineData("progress 50% done", null, null)]
    [InlineData(null, null, null)]
    public void Progress_and_seed_are_read_from_the_logs(string? logs, double? progress, string? seed) =>
        (RunLog.Progress(logs), RunLog.Seed(logs)).ShouldBe((progress, seed));

    static ProviderAnswer End(int status, string body)
    {
        JsonElement json = default;
        try
        {
            json = JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException)
        {
            // As the transport does: no JSON.
        }

        return SubmissionEnd.Of(new ProviderReply(ReplyKind.Answered) { Status = status, Json = json, Text = json.ValueKind == JsonValueKind.Undefined ? body : null }, "Acme");
    }
}
