namespace ArtFactory.Engine.Upkeep;

/// <summary>The settings this room itself reads.</summary>
static class SettingKeys
{
    public const string TrashDays = "retention.trash_days";
    public const string LogDays = "retention.log_days";
}
