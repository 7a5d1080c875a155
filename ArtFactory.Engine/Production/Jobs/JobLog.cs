using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>
/// The job engine's way into our log. The engine keeps it in a static property, past the end of the services it was made for; what asks
/// for a log then gets a silent one instead of a failure that would keep the engine's own classes from ever loading.
/// </summary>
sealed class JobLog(ILoggerFactory loggers) : ILogProvider
{
    readonly AspNetCoreLogProvider _lively = new(loggers);

    public ILog GetLogger(string name)
    {
        try
        {
            return _lively.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return new Silence();
        }
    }

    sealed class Silence : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
    }
}
