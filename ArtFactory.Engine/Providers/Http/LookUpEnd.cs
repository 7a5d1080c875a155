namespace ArtFactory.Engine.Providers.Http;

/// <summary>What it means that a look-up got no state: ask again, unless the provider says that the request is gone.</summary>
static class LookUpEnd
{
    /// <summary>A provider that has just accepted a request may not find it at once.</summary>
    static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(1);

    public static ProviderAnswer Of(ProviderReply reply, SubmittedRequest submitted, string name, DateTime now) => reply switch
    {
        { Status: 404 or 410 } when now - submitted.SubmittedAt > SettlingTime =>
            new ProviderAnswer.Rejected(ProviderErrorClass.Lost, $"{name} no longer knows the request {submitted.RequestId}. It may have been charged."),
        { RetryAfter: { } rest } => new ProviderAnswer.Accepted(submitted.RequestId, submitted.Details, AskAgainAfter: rest),
        _ => new ProviderAnswer.Ambiguous(reply.Fault ?? $"{name} answered {reply.Status} to the question how the request stands."),
    };
}
