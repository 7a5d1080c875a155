using System.Text.Json;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>
/// What a paid request's end means when it was not accepted in so many words. Only what the provider certainly did not take may be
/// tried again; whatever leaves a doubt is ambiguous.
/// </summary>
static class SubmissionEnd
{
    public static ProviderAnswer Of(ProviderReply reply, string name)
    {
        if (reply.Kind == ReplyKind.NeverSent) return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, reply.Fault!);
        if (reply.Kind == ReplyKind.Interrupted) return new ProviderAnswer.Ambiguous(reply.Fault!);
        var words = ErrorWords.Of(reply);
        return reply.Status switch
        {
            < 300 => new ProviderAnswer.Ambiguous($"{name} answered {reply.Status}, but not in a form that can be read."),
            < 400 => Rejected(ProviderErrorClass.Validation, $"{name} answered with a redirect ({reply.Status}), which is not followed. Check its address under Admin, Providers."),
            401 => Rejected(ProviderErrorClass.Authentication, $"{name} does not accept the key: {words.Or("enter it again under Admin, Providers.")}"),
            402 => Rejected(ProviderErrorClass.Payment, $"{name} wants to be paid: {words.Or("top up your credit.")}"),
            403 when words.IsPayment => Rejected(ProviderErrorClass.Payment, $"{name} wants to be paid: {words.Or("top up your credit.")}"),
            403 when words.IsModeration => Moderated(name, words),
            403 => Rejected(ProviderErrorClass.Authentication, $"{name} does not allow this with your key: {words.Or("look at the key's rights.")}"),
            404 => Rejected(ProviderErrorClass.Validation, $"{name} does not know this model: {words.Or("it may be gone; refresh the models.")}"),

            // Somebody on the way gave up waiting; the provider itself may have the request all the same.
            408 => new ProviderAnswer.Ambiguous($"{name} did not answer in time: {words.Or("request timeout (408).")}"),
            425 => Rejected(ProviderErrorClass.Transient, $"{name} did not take the request yet."),

            // The same idempotency key was there before: an earlier request may well run.
            409 => new ProviderAnswer.Ambiguous($"{name} says it has this request already: {words.Or("conflict (409).")}"),
            429 when words.IsPayment => Rejected(ProviderErrorClass.Payment, $"{name} wants to be paid: {words.Or("top up your credit.")}"),
            429 => new ProviderAnswer.Rejected(ProviderErrorClass.RateLimited, $"{name} is asked too often: {words.Or("it wants a rest.")}", reply.RetryAfter),

            // In its own words it is the provider's; a gateway says the same, with headers of any kind, when it lost a connection on which the request had gone through.
            503 when reply.Json.ValueKind == JsonValueKind.Object && words.Message is not null => new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"{name} is not available now: {words.Or("try later.")}", reply.RetryAfter),
            >= 500 => new ProviderAnswer.Ambiguous($"{name} answered with an error of its own ({reply.Status}): {words.Or("no words came with it.")}"),
            _ when words.IsPayment => Rejected(ProviderErrorClass.Payment, $"{name} wants to be paid: {words.Message}"),
            _ when words.IsModeration => Moderated(name, words),
            _ => Rejected(ProviderErrorClass.Validation, $"{name} does not take the request: {words.Or($"status {reply.Status}.")}"),
        };
    }

    static ProviderAnswer.Rejected Rejected(ProviderErrorClass kind, string message) => new ProviderAnswer.Rejected(kind, message);

    static ProviderAnswer.Rejected Moderated(string name, ErrorWords words) => Rejected(ProviderErrorClass.Moderation, $"{name} refuses the content: {words.Or("no reason came with it.")}");
}
