namespace ArtFactory.Tests.Providers.Transport;

/// <summary>What is done about a request of which nobody saw whether it was accepted.</summary>
public enum Doubt
{
    /// <summary>It is unknown, until it is found or missing in what the provider keeps of requests.</summary>
    Reconciled,

    /// <summary>It is unknown, and stays so until a person decides: the provider keeps nothing that could be looked through.</summary>
    LeftToAPerson,

    /// <summary>It costs nothing and comes out the same: it is made anew.</summary>
    Repeated,

    /// <summary>It bears an id of ours, under which the engine has it or has not, and it costs nothing: that is looked up at once.</summary>
    LookedUp,
}
