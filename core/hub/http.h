// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/hub/environment.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace finetune::hub {

// What came back of a request. A failure is a value here: the caller may have a copy in the cache. failure.h makes an
// Error of it.
struct Answer {
    enum class Trouble { None, Unreachable, Timeout, Broken, Certificate, Proxy, Other };

    Trouble trouble = Trouble::None;
    std::string detail;                         // of the trouble, in libcurl's words
    long status = 0;                            // 0 with a trouble
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;

    bool ok() const { return trouble == Trouble::None && status >= 200 && status < 300; }
    std::string header(const std::string& name) const; // "": not there
};

// Asks the hub. The access token is sent to the endpoint's own scheme, host and port and nowhere else, whatever a
// redirect says. Proxies are those of the environment (http_proxy, https_proxy, no_proxy). A client belongs to one
// thread; a request ends within a second after a stop is asked for, with Error (Cancelled).
class Client {
public:
    explicit Client(Environment environment, StopToken stop = {});
    ~Client();

    const Environment& environment() const { return environment_; }
    const StopToken& stop() const { return stop_; }

    // `path` stands below the endpoint: "/api/models/org/name". Answers of the server's own trouble (5xx), 429 and
    // broken lines are asked again, up to five times; who cannot be reached is not, so that the cache serves at once.
    Answer get(const std::string& path) const;
    // Headers alone. Follows a redirect within the hub (a renamed repository), not one to where the bytes lie.
    Answer head(const std::string& path) const;

    // Given each piece and its place in the file. The first piece may be at 0 where more was asked for: then the server
    // cannot begin in the middle.
    using Sink = std::function<void(std::uint64_t at, std::string_view bytes)>;
    // The bytes from `from` on. A line that breaks is taken up where it broke, up to five times without a new byte.
    Answer fetch(const std::string& path, std::uint64_t from, const Sink& sink) const;

private:
    struct Handle;
    Answer ask(const std::string& url, bool headersOnly, std::uint64_t from, const Sink* sink) const;
    Answer follow(std::string url, bool headersOnly, std::uint64_t from, const Sink* sink) const;
    Answer askAgain(const std::string& path, bool headersOnly) const;
    bool waitForNext(const Answer& answer, int tries) const;

    Environment environment_;
    StopToken stop_;
    std::unique_ptr<Handle> handle_;
};

// "org/my file" as a part of an address; a slash stays where it is kept.
std::string quoted(const std::string& text, bool keepSlash = true);

} // namespace finetune::hub
