using System.Net;
using System.Net.Sockets;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Downloads;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>What is fetched from foreign addresses, and what is not, over real connections.</summary>
public sealed class DownloadTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b:1::a00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:808:808::", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_the_open_internet_is_public(string address, bool isPublic) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("https://127.0.0.1:{0}/secret")]
    [InlineData("https://localhost:{0}/secret")]
    [InlineData("https://[::1]:{0}/secret")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/secret")]
    [InlineData("https://0.0.0.0:{0}/secret")]
    [InlineData("https://2130706433:{0}/secret")]
    [InlineData("https://0x7f.1:{0}/secret")]
    [InlineData("http://127.0.0.1:{0}/secret")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1:{0}/secret")]
    public async Task Nothing_inside_is_ever_connected_to(string address)
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var inside = new Listener();
        using var files = stage.Files();
        var refused = await Should.ThrowAsync<ProviderFetchException>(() => files.FetchAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, inside.Port))));
        refused.IsTransient.ShouldBeFalse();
        inside.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/secret")]
    [InlineData("https://127.0.0.1:{0}/secret")]
    [InlineData("https://[::1]:{0}/secret")]
    [InlineData("//127.0.0.1:{0}/secret")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_to_the_inside_is_not_followed(string target)
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var inside = new Listener();
        await using var engine = await TestSite.StartAsync(site => site.Redirect(string.Format(System.Globalization.CultureInfo.InvariantCulture, target, inside.Port)));
        using var files = stage.Files();
        (await Should.ThrowAsync<ProviderFetchException>(() => FetchAsync(files, engine, "/start"))).IsTransient.ShouldBeFalse();
        inside.Connections.ShouldBe(0);
        engine.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_changes_its_answer_gains_nothing()
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var inside = new Listener();
        var names = new TurningNames(IPAddress.Parse("93.184.216.34"), IPAddress.Loopback);
        var connectedTo = new List<IPAddress>();
        using var files = stage.Files(names, open: (addresses, _, _) =>
        {
            connectedTo.AddRange(addresses);
            throw new SocketException((int)SocketError.ConnectionRefused);
        });
        var address = new Uri($"https://rebind.test:{inside.Port}/a.png");

        // Looked up once, and the connection goes to what was checked.
        (await Should.ThrowAsync<ProviderFetchException>(() => files.FetchAsync(address))).IsTransient.ShouldBeTrue();
        connectedTo.ShouldBe([IPAddress.Parse("93.184.216.34")]);
        (await Should.ThrowAsync<ProviderFetchException>(() => files.FetchAsync(address))).IsTransient.ShouldBeFalse();
        connectedTo.Count.ShouldBe(1);
        names.Asked.ShouldBe(2);
        inside.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_with_one_address_inside_is_refused_altogether()
    {
        await using var stage = await ProviderStage.CreateAsync();
        var connected = false;
        using var files = stage.Files(new FixedNames(IPAddress.Parse("93.184.216.34"), IPAddress.Parse("10.0.0.5")), open: (_, _, _) =>
        {
            connected = true;
            throw new SocketException((int)SocketError.ConnectionRefused);
        });
        (await Should.ThrowAsync<ProviderFetchException>(() => files.FetchAsync(new Uri("https://both.test/a.png")))).Message.ShouldContain("10.0.0.5");
        connected.ShouldBeFalse();
    }

    [Fact]
    public async Task A_public_file_comes_over_https_from_the_address_that_was_checked_through_a_redirect()
    {
        await using var stage = await ProviderStage.CreateAsync();
        using var trusted = TestAuthority.Create("files.test", "cdn.test");
        await using var site = await TestSite.StartAsync(
            s => s.Answer(async context =>
            {
                if (context.Request.Host.Host == "files.test") context.Response.Redirect($"https://cdn.test:{context.Request.Host.Port}/real.webp");
                else await context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 });
            }),
            trusted.Certificate);
        var checkedAddress = IPAddress.Parse("93.184.216.34");
        var opened = new List<IPAddress>();
        using var files = stage.Files(new FixedNames(checkedAddress), open: (addresses, port, stop) =>
        {
            opened.AddRange(addresses);
            return OpenLoopbackAsync(port, stop);
        }, trust: trusted.Policy());

        var fetched = await files.FetchAsync(new Uri($"https://files.test:{site.Address.Port}/a.webp"));

        (await File.ReadAllBytesAsync(fetched.Path)).ShouldBe([1, 2, 3]);
        fetched.MimeType.ShouldBe("image/webp");
        opened.ShouldBe([checkedAddress, checkedAddress]);
        site.Calls.Count.ShouldBe(2);
        site.Calls.ShouldAllBe(call => !call.Contains("Authorization", StringComparison.Ordinal) && !call.Contains("Cookie", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("other.test", true)]
    [InlineData("files.test", false)]
    public async Task A_certificate_of_another_name_or_of_nobody_known_is_not_taken(string host, bool isTrusted)
    {
        await using var stage = await ProviderStage.CreateAsync();
        using var authority = TestAuthority.Create("files.test");
        await using var site = await TestSite.StartAsync(s => s.Bytes([1], "image/png"), authority.Certificate);
        using var files = stage.Files(new FixedNames(IPAddress.Parse("93.184.216.34")), open: (_, port, stop) => OpenLoopbackAsync(port, stop), trust: isTrusted ? authority.Policy() : null);
        await Should.ThrowAsync<ProviderFetchException>(() => files.FetchAsync(new Uri($"https://{host}:{site.Address.Port}/a.png")));
        site.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_engine_on_this_machine_gives_its_own_files_and_gets_no_credentials()
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var engine = await TestSite.StartAsync(site => site.Bytes([1, 2, 3], "image/webp"));
        using var files = stage.Files();
        var fetched = await FetchAsync(files, engine, "/a.webp");
        (await File.ReadAllBytesAsync(fetched.Path)).ShouldBe([1, 2, 3]);
        fetched.MimeType.ShouldBe("image/webp");
        var call = engine.Calls.ShouldHaveSingleItem();
        call.ShouldNotContain("Authorization");
        call.ShouldNotContain("Cookie");
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off_and_leaves_no_file()
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var engine = await TestSite.StartAsync(site => site.Endless());
        using var files = stage.Files(bounds: b => b.MaxMegabytes = 1);
        var refused = await Should.ThrowAsync<ProviderFetchException>(() => FetchAsync(files, engine, "/endless"));
        (refused.IsTransient, refused.Message.Contains("1 MiB", StringComparison.Ordinal)).ShouldBe((false, true));
        Temporary(stage).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_size_announced_too_large_is_not_even_begun()
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var engine = await TestSite.StartAsync(site => site.Announce(5L * 1024 * 1024 * 1024));
        using var files = stage.Files();
        (await Should.ThrowAsync<ProviderFetchException>(() => FetchAsync(files, engine, "/huge"))).IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_body_that_stands_still_is_given_up()
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var engine = await TestSite.StartAsync(site => site.Stalled());
        using var files = stage.Files(bounds: b => b.IdleSeconds = 0.2);
        (await Should.ThrowAsync<ProviderFetchException>(() => FetchAsync(files, engine, "/slow"))).IsTransient.ShouldBeTrue();
        Temporary(stage).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(403, false)]
    [InlineData(410, false)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    public async Task What_has_expired_is_gone_and_what_is_busy_is_asked_again(int status, bool mayPass)
    {
        await using var stage = await ProviderStage.CreateAsync();
        await using var engine = await TestSite.StartAsync(site => site.Status(status));
        using var files = stage.Files();
        (await Should.ThrowAsync<ProviderFetchException>(() => FetchAsync(files, engine, "/x.png"))).IsTransient.ShouldBe(mayPass);
    }

    static Task<FetchedFile> FetchAsync(ForeignFiles files, TestSite engine, string path) =>
        files.FetchAsync(new ProviderOutput { Address = new(engine.Address, path) }, new ProviderConnection(new("local", "Local", engine.Address), engine.Address, "secret-key-0000"), default);

    static async Task<Stream> OpenLoopbackAsync(int port, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    static IEnumerable<string> Temporary(ProviderStage stage) =>
        Directory.EnumerateFiles(stage.Store.Folders.Temporary, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".alive");

    sealed class FixedNames(params IPAddress[] addresses) : IHostNames
    {
        public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => Task.FromResult(addresses);
    }

    sealed class TurningNames(params IPAddress[] answers) : IHostNames
    {
        public int Asked { get; private set; }

        public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => Task.FromResult(new[] { answers[Math.Min(Asked++, answers.Length - 1)] });
    }

    /// <summary>Something that listens inside; it only counts.</summary>
    sealed class Listener : IAsyncDisposable
    {
        readonly TcpListener _listener = new(IPAddress.IPv6Any, 0);
        readonly Task _loop;
        int _connections;

        public Listener()
        {
            _listener.Server.DualMode = true;
            _listener.Start();
            _loop = CountAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
        public int Connections => _connections;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _loop;
            _listener.Dispose();
        }

        async Task CountAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Stopped.
            }
        }
    }
}
