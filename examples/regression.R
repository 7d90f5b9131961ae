# What makes two accounts of one event differ? A regression over the pairs of a batch.
#
#   diptych batch corpus/cases -o out
#   Rscript examples/regression.R out
#
# Base R only. The tables are plain CSV: readr, data.table or arrow (pairs.parquet) read them as well.

folder <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(folder)) stop("name the folder of a batch's results, as in: Rscript regression.R out")
pairs <- read.csv(file.path(folder, "pairs.csv"), encoding = "UTF-8", na.strings = "")
findings <- read.csv(file.path(folder, "findings.csv"), encoding = "UTF-8", na.strings = "")

# One row a pair: what each side leaves out, and what might explain it.
pairs$longer <- log(pairs$claims_b / pairs$claims_a)
pairs$languages <- factor(ifelse(pairs$lang_a == pairs$lang_b, "same", "different"), levels = c("same", "different"))
pairs$days <- as.numeric(as.Date(pairs$date_b) - as.Date(pairs$date_a))

model <- lm(index ~ abs(longer) + languages, data = pairs)
print(summary(model))

# How sure is it? Cases repeat where an event has three accounts: errors clustered by case, by hand (Liang and Zeger, 1986).
clustered <- function(model, cluster) {
  x <- model.matrix(model)
  scores <- rowsum(x * residuals(model), cluster)
  bread <- solve(crossprod(x))
  groups <- nrow(scores)
  correction <- groups / (groups - 1) * (nrow(x) - 1) / (nrow(x) - ncol(x))
  sqrt(diag(correction * bread %*% crossprod(scores) %*% bread))
}
print(cbind(estimate = coef(model), clustered = clustered(model, pairs$case)))

# What kinds of difference there are, and how severe: a row a discrepancy.
print(aggregate(severity ~ kind, data = findings, FUN = function(s) c(n = length(s), mean = mean(s))))
