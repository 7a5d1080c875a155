using Hangfire;
using Hangfire.Dashboard;

namespace ArtFactory.Web.Api;

/// <summary>Hangfire's dashboard under Admin, for who sits at this machine.</summary>
static class JobDashboard
{
    public const string Path = "/admin/hangfire";

    public static void MapJobDashboard(this WebApplication app)
    {
        if (app.Services.GetService<JobStorage>() is null) return;
        app.MapHangfireDashboard(Path, new DashboardOptions
        {
            Authorization = [new LocalOnly()],
            DashboardTitle = "Art Factory · jobs",
            AppPath = "/admin",
            DisplayStorageConnectionString = false,
            DarkModeEnabled = true,
        });
    }

    sealed class LocalOnly : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context)
        {
            var address = context.GetHttpContext().Connection.RemoteIpAddress;
            return address is not null && System.Net.IPAddress.IsLoopback(address);
        }
    }
}
