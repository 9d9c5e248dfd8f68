// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/hub/cache.h"
#include "core/hub/environment.h"
#include "core/hub/repository.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

// Models and datasets by name, from the hub and from the cache that Python's huggingface_hub shares. The protocol, as
// it was observed, stands in docs/hub.md.
//
//     Hub hub(Environment::ofProcess(), {.stop = stop, .progress = …, .note = …});
//     fs::path folder = fetchModel(hub, modelNamed("distilbert-base-uncased"));            // model_files.h
//     DatasetFiles files = fetchDataset(hub, datasetNamed("squad:plain_text/train"));      // dataset_files.h
namespace finetune::hub {

class Client;

// How far a download is, in bytes: of one file and of all that were asked for.
struct Transfer {
    std::string file;
    std::uint64_t fileDone = 0, fileTotal = 0, done = 0, total = 0;
};

// What a job of the hub is given. Called on the job's thread; must return at once.
struct Watch {
    StopToken stop = {};
    std::function<void(const Transfer&)> progress = {};
    std::function<void(const std::string&)> note = {}; // a sentence that a person should read
};

// The files of a revision: as the hub lists them, or those in the cache where the hub was not asked or did not answer.
struct Listing {
    Repository repository;
    std::string commit;
    std::vector<RemoteFile> files;
    bool fromCache = false;

    bool holds(const std::string& name) const;
    std::vector<std::string> names() const;
};

struct Found {                                // by a search
    std::string id, licence, gated, modified; // gated: "" (open), "auto", "manual"; modified: ISO 8601
    std::int64_t downloads = 0, likes = 0;
    std::uint64_t bytes = 0; // a model's weights in safetensors, all files of a dataset; 0: the hub does not say
};

// Whether an access token may help against this error of a job of the hub.
bool wantsToken(const Error& error);

// One job's view of the hub and the cache. Throws Error: Input (no such repository, revision, file), Environment
// (network, access, disk), Cancelled; what was downloaded until then is kept and gone on with. One thread.
class Hub {
public:
    explicit Hub(Environment environment, Watch watch = {});
    ~Hub();

    // Asks what the revision means now. Where the hub cannot be reached or refuses, what the cache has counts, and a
    // note says so; not where the hub says that the revision does not exist. Offline nothing is asked.
    Listing list(const Repository& repository);
    // The revision as the cache knows it, without a request; none: it does not know it.
    std::optional<Listing> listCached(const Repository& repository) const;

    // Brings files of a listing into the cache and returns the snapshot's folder. Their names appear there when all of
    // them are whole, so that a snapshot holds nothing by halves. Free space is looked at first.
    std::filesystem::path fetch(const Listing& listing, const std::vector<std::string>& names);

    // From now on the revision means this commit in the cache. To be said when all that is needed of it is there, so
    // that an older one serves until then.
    void keep(const Listing& listing) const;

    // By downloads, the most first. Throws Environment when the hub may not be asked.
    std::vector<Found> search(Repository::Type type, const std::string& text, int limit = 20);

    const Environment& environment() const;
    const Cache& cache() const { return cache_; }
    void note(const std::string& text) const;

private:
    RemoteFile ask(const Listing& listing, const std::string& name); // as its HEAD answers
    void bring(const Listing& listing, const RemoteFile& file, Transfer& transfer);
    void checkSpace(const Listing& listing, const std::vector<RemoteFile>& files) const;

    Watch watch_;
    Cache cache_;
    std::unique_ptr<Client> client_;
};

} // namespace finetune::hub
