// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/http.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <curl/curl.h>
#include <exception>
#include <optional>
#include <thread>

namespace finetune::hub {
namespace {

using Trouble = Answer::Trouble;

constexpr int kTries = 5;
constexpr int kRedirects = 10;
constexpr std::size_t kLongestBody = 64 << 20; // of what is kept in memory: lists of files
constexpr std::chrono::seconds kLongestWait{60};
constexpr const char* kProtocols = "http,https";

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// A number at the start of `text`; none: nothing to be counted on.
std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() ? std::optional(value) : std::nullopt;
}

// "https://host:443" of an address, with the port that the scheme implies; "" of what is none.
std::string originOf(const std::string& url) {
    CURLU* parts = curl_url();
    std::string origin;
    if (curl_url_set(parts, CURLUPART_URL, url.c_str(), 0) == CURLUE_OK)
        for (const CURLUPart part : {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT}) {
            char* text = nullptr;
            if (curl_url_get(parts, part, &text, CURLU_DEFAULT_PORT) == CURLUE_OK)
                origin += lower(text) + " ";
            curl_free(text);
        }
    curl_url_cleanup(parts);
    return origin;
}

std::string resolved(const std::string& base, const std::string& location) {
    CURLU* parts = curl_url();
    char* text = nullptr;
    std::string url;
    if (curl_url_set(parts, CURLUPART_URL, base.c_str(), 0) == CURLUE_OK &&
        curl_url_set(parts, CURLUPART_URL, location.c_str(), 0) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_URL, &text, 0) == CURLUE_OK)
        url = text;
    curl_free(text);
    curl_url_cleanup(parts);
    return url;
}

Trouble troubleOf(CURLcode code, CURL* curl) {
    long connect = 0; // the proxy's answer
    curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connect);
    if (connect >= 300 || code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY)
        return Trouble::Proxy;
    switch (code) {
    case CURLE_OK:
        return Trouble::None;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return Trouble::Unreachable;
    case CURLE_OPERATION_TIMEDOUT:
        return Trouble::Timeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return Trouble::Certificate;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return Trouble::Broken;
    default:
        return Trouble::Other;
    }
}

bool isServersOwn(long status) {
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

// What the callbacks of one transfer know. An exception may not pass through libcurl: it is kept and thrown after.
struct Transfer {
    CURL* curl;
    const StopToken& stop;
    Answer& answer;
    const Client::Sink* sink;
    std::uint64_t from, at = 0;
    bool begun = false;
    std::exception_ptr error = nullptr;

    void header(std::string_view line) {
        if (line.starts_with("HTTP/")) // a new answer: after a proxy's, or after 100
            return answer.headers.clear();
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return;
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && static_cast<unsigned char>(value.front()) <= ' ')
            value.remove_prefix(1);
        while (!value.empty() && static_cast<unsigned char>(value.back()) <= ' ')
            value.remove_suffix(1);
        answer.headers[lower(std::string(line.substr(0, colon)))] = value;
    }

    void body(std::string_view bytes) {
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        if (!sink || status < 200 || status >= 300) {
            if (answer.body.size() + bytes.size() > kLongestBody)
                throw Error(Kind::Environment, "the hub's answer is longer than " + std::to_string(kLongestBody >> 20) +
                                                   " MB; it is not read to its end");
            answer.body += bytes;
            return;
        }
        if (!begun) { // "bytes 100-199/200", or all of it
            const std::string range = answer.header("content-range");
            at = status == 206 && range.starts_with("bytes ") ? number(std::string_view(range).substr(6)).value_or(0)
                                                              : 0;
            if (at != 0 && at != from)
                throw Error(Kind::Environment, "the hub was asked for the bytes from " + std::to_string(from) +
                                                   " on and sends those from " + std::to_string(at) + " on")
                    .cure("Try again later; if it stays so, another mirror (HF_ENDPOINT) may do better");
            begun = true;
        }
        (*sink)(at, bytes);
        at += bytes.size();
    }

    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self) {
        static_cast<Transfer*>(self)->header({data, size * count});
        return size * count;
    }
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self) {
        auto* transfer = static_cast<Transfer*>(self);
        try {
            transfer->body({data, size * count});
            return size * count;
        } catch (...) {
            transfer->error = std::current_exception();
            return CURL_WRITEFUNC_ERROR;
        }
    }
    static int onProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        return static_cast<Transfer*>(self)->stop.requested();
    }
};

} // namespace

struct Client::Handle {
    CURL* curl = nullptr;
    Handle() {
        static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
        if (started != CURLE_OK || !(curl = curl_easy_init()))
            throw Error(Kind::Environment, "libcurl cannot be started");
    }
    ~Handle() { curl_easy_cleanup(curl); }
};

std::string Answer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

Client::Client(Environment environment, StopToken stop)
    : environment_(std::move(environment)), stop_(std::move(stop)), handle_(std::make_unique<Handle>()) {}

Client::~Client() = default;

Answer Client::ask(const std::string& url, bool headersOnly, std::uint64_t from, const Sink* sink) const {
    stop_.throwIfRequested();
    CURL* curl = handle_->curl;
    Answer answer;
    Transfer transfer{curl, stop_, answer, sink, from};
    std::array<char, CURL_ERROR_SIZE> detail{};
    const auto quiet = sink ? environment_.downloadTimeout : environment_.metadataTimeout;
    curl_easy_reset(curl); // keeps the open connections
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, kProtocols);
    curl_easy_setopt(curl, CURLOPT_NOBODY, headersOnly ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "finetune-studio/" FINETUNE_VERSION);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(quiet.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(quiet.count()));
    curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 512L * 1024);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail.data());
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, Transfer::onHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Transfer::onBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, Transfer::onProgress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    if (!environment_.certificates.empty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, environment_.certificates.c_str());
    const std::string range = std::to_string(from) + "-";
    if (from > 0)
        curl_easy_setopt(curl, CURLOPT_RANGE, range.c_str());
    if (!sink && !headersOnly)
        curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, ""); // lists come compressed; files as they are
    curl_slist* headers = curl_slist_append(nullptr, sink || headersOnly ? "Accept-Encoding: identity" : "Accept: */*");
    if (!environment_.token.empty() && originOf(url) == originOf(environment_.endpoint))
        headers = curl_slist_append(headers, ("Authorization: Bearer " + environment_.token).c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    const CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(headers);
    if (transfer.error)
        std::rethrow_exception(transfer.error);
    stop_.throwIfRequested();
    answer.trouble = troubleOf(code, curl);
    if (answer.trouble == Trouble::None)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    else
        answer.detail = detail[0] ? detail.data() : curl_easy_strerror(code);
    return answer;
}

Answer Client::follow(std::string url, bool headersOnly, std::uint64_t from, const Sink* sink) const {
    Answer answer;
    for (int redirects = 0; redirects <= kRedirects; ++redirects) {
        answer = ask(url, headersOnly, from, sink);
        const std::string location = answer.header("location");
        if (answer.trouble != Trouble::None || answer.status < 300 || answer.status >= 400 || location.empty())
            return answer;
        const bool elsewhere = location.find("://") != std::string::npos || location.starts_with("//");
        if (headersOnly && elsewhere)
            return answer;
        const std::string next = resolved(url, location);
        if (next.empty() || (url.starts_with("https:") && !next.starts_with("https:")))
            return {Trouble::Other, "it redirects to an address without TLS, or to none", 0, {}, {}};
        url = next;
    }
    return {Trouble::Other, "it redirects from one address to the next without end", 0, {}, {}};
}

// Rests before the next try, as long as the server asks for. False: it asks for longer than one waits.
bool Client::waitForNext(const Answer& answer, int tries) const {
    using std::chrono::milliseconds;
    milliseconds wait = environment_.firstWait * (1 << std::min(tries, 3));
    if (const auto seconds = number(answer.header("retry-after"))) {
        if (*seconds > static_cast<std::uint64_t>(kLongestWait.count()))
            return false;
        wait = std::chrono::seconds(*seconds);
    }
    const auto end = std::chrono::steady_clock::now() + wait;
    for (auto left = wait; left > milliseconds(0); // a stop token wakes nobody, so it is looked at now and then
         left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now())) {
        std::this_thread::sleep_for(std::min(left, milliseconds(50)));
        stop_.throwIfRequested();
    }
    return true;
}

Answer Client::askAgain(const std::string& path, bool headersOnly) const {
    for (int tries = 0;; ++tries) {
        Answer answer = follow(environment_.endpoint + path, headersOnly, 0, nullptr);
        const bool again = answer.trouble == Trouble::Broken || isServersOwn(answer.status);
        if (!again || tries == kTries || !waitForNext(answer, tries))
            return answer;
    }
}

Answer Client::get(const std::string& path) const {
    return askAgain(path, false);
}

Answer Client::head(const std::string& path) const {
    return askAgain(path, true);
}

Answer Client::fetch(const std::string& path, std::uint64_t from, const Sink& sink) const {
    int tries = 0;
    const Sink counted = [&](std::uint64_t at, std::string_view bytes) {
        sink(at, bytes);
        from = at + bytes.size();
        tries = 0;
    };
    for (;; ++tries) {
        Answer answer = follow(environment_.endpoint + path, false, from, &counted);
        const bool again = answer.trouble == Trouble::Broken || answer.trouble == Trouble::Timeout ||
                           answer.trouble == Trouble::Unreachable || isServersOwn(answer.status);
        if (!again || tries == kTries || !waitForNext(answer, tries))
            return answer;
    }
}

std::string quoted(const std::string& text, bool keepSlash) {
    std::string out;
    for (const unsigned char c : text) {
        const bool plain = (c < 0x80 && std::isalnum(c)) || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain || (keepSlash && c == '/'))
            out += static_cast<char>(c);
        else
            for (const char part : {'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]})
                out += part;
    }
    return out;
}

} // namespace finetune::hub
