-- AlterTable
ALTER TABLE "mdm_invitation" ADD COLUMN     "challenge_until" TIMESTAMPTZ(3);
