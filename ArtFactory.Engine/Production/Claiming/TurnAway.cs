namespace ArtFactory.Engine.Production.Claiming;

/// <summary>Why fewer items than wished were claimed, though more wait: the provider takes no more before that moment (UTC).</summary>
sealed record TurnAway(DateTime Until);
