namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An attempt of unknown end, with its item as it stands.</summary>
/// <param name="Item">Null once the item was deleted for good.</param>
/// <param name="LeaseOwner">Who holds the item; nobody, as a rule.</param>
/// <param name="Order">The order it was for.</param>
/// <param name="Provider">The provider's id.</param>
/// <param name="IsCancelled">Whether the order was cancelled or put in the trash meanwhile.</param>
/// <param name="ProviderSays">What the provider answered last; null before it was asked.</param>
sealed record UnknownRow(Guid? Item, string? LeaseOwner, Guid Order, string Provider, bool IsCancelled, string? ProviderSays);
